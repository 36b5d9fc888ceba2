package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.WalSource.Slot;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.practices.backup.Detached.SlotLine;
import java.util.List;

/// `detach`: the slot of this vault's stream and the probe's schema are all that stays on a server
/// when Holdfast is not running. Slots of other vaults are somebody else's.
public final class DetachServerHandler implements Handler<DetachServer, Detached> {
    private final BackupContext context;

    public DetachServerHandler(BackupContext context) {
        this.context = context;
    }

    /// What would be removed, decided but not done.
    public Detached preview(DetachServer request) {
        Deployment deployment = context.estate().deployment(request.database());
        String own = ownSlot();
        try (Server server = context.engine().connect(deployment.backupAddress())) {
            return look(deployment, server, own);
        }
    }

    @Override
    public Detached run(DetachServer request, Progress progress) {
        Deployment deployment = context.estate().deployment(request.database());
        String own = ownSlot();
        progress.step("connect to the server");
        try (Server server = context.engine().connect(deployment.backupAddress())) {
            Detached found = look(deployment, server, own);
            progress.step("remove slots");
            found.slots().forEach(slot -> server.dropSlot(slot.name()));
            if (found.schema()) {
                progress.step("remove the probe's schema");
                context.engine().health().removeFootprint(deployment.monitorAddress());
            }
            return found;
        }
    }

    private Detached look(Deployment deployment, Server server, String own) {
        List<Slot> slots = server.slots();
        return new Detached(
                deployment.label(),
                server.facts().address(),
                slots.stream()
                        .filter(slot -> slot.name().endsWith(own))
                        .map(slot -> new SlotLine(slot.name(), slot.retainedBytes()))
                        .toList(),
                context.engine().health().hasFootprint(deployment.monitorAddress()),
                slots.stream().map(Slot::name).filter(name -> !name.endsWith(own)).toList());
    }

    private String ownSlot() {
        try (VaultCopies copies = context.openVault()) {
            return "_" + StreamWalHandler.holder(copies.require().getFirst().id());
        }
    }
}
