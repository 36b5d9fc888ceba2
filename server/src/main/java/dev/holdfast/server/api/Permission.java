package dev.holdfast.server.api;

import dev.holdfast.core.access.Role;
import dev.holdfast.core.estate.Deployment;
import java.util.Locale;

/// Who may see the values of a database as they are: in a protected environment the role that its
/// `branches:` name, and nowhere less than an operator, because something is begun.
final class Permission {
    private Permission() {}

    static Role toSee(Deployment deployment) {
        if (!deployment.environment().isProtected()) {
            return Role.OPERATOR;
        }
        Role named =
                deployment
                        .branches()
                        .who()
                        .map(word -> Role.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(Role.OPERATOR);
        return named.includes(Role.OPERATOR) ? named : Role.OPERATOR;
    }

    /// The deployment that `name` means, when whoever calls may see it.
    static Deployment toSee(Call call, String name) {
        Deployment deployment = call.workshop().estate().deployment(name);
        call.caller().require(toSee(deployment));
        return deployment;
    }
}
