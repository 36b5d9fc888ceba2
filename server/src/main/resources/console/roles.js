// What a role may, as the daemon has it; the daemon decides, this only hides what it would refuse.

const order = ["viewer", "operator", "approver", "admin"];

export const may = (who, role) => order.indexOf(who?.role) >= order.indexOf(role);
