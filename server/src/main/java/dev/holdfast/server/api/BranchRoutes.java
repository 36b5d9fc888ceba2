package dev.holdfast.server.api;

import dev.holdfast.core.access.Role;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.option.Quantities;
import dev.holdfast.core.moment.MomentText;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.branch.BranchList;
import dev.holdfast.practices.branch.CloseBranch;
import dev.holdfast.practices.branch.OpenBranch;
import dev.holdfast.practices.branch.OpenedBranch;
import dev.holdfast.server.api.Starting.Ending;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Moments as running servers: opened, listed and closed. The address with its password is handed
/// out once, to the token that asked for the branch.
final class BranchRoutes {
    private final InstantSource clock;
    private final HandedOnce addresses;

    BranchRoutes(InstantSource clock) {
        this.clock = clock;
        this.addresses = new HandedOnce(clock);
    }

    /// @param url with the password of the branch
    record AddressAnswer(String url) {}

    List<Route> all() {
        return List.of(
                Route.get(
                        "/api/v1/branches",
                        "The branches that are open on the daemon's machine",
                        BranchList.class,
                        call -> BranchList.of(call.workshop().branches().list(), clock.instant())),
                Route.post(
                        "/api/v1/databases/{database}/branches",
                        "Opens a branch: at (default latest), name, ttl, storage",
                        Accepted.class,
                        this::open),
                Route.post(
                        "/api/v1/operations/{id}/address",
                        "The address of the branch that this operation opened, with its password:"
                                + " once, to whoever opened it",
                        AddressAnswer.class,
                        call ->
                                new AddressAnswer(
                                        addresses.take(
                                                call.path("id"), call.caller().token().name()))),
                Route.post(
                        "/api/v1/branches/{name}/close",
                        "Ends a branch and deletes what belongs to it",
                        Accepted.class,
                        this::close));
    }

    private Accepted open(Call call) throws InterruptedException {
        Deployment of = Permission.toSee(call, call.path("database"));
        JsonNode body = call.body();
        OpenBranch request =
                new OpenBranch(
                        of.label(),
                        MomentText.parse(body.path("at").asString("latest"), clock.instant())
                                .toString(),
                        Call.text(body, "name")
                                .orElseGet(() -> call.workshop().branches().nameFor(of.label())),
                        Call.text(body, "ttl").map(BranchRoutes::duration),
                        Call.text(body, "storage")
                                .map(name -> call.workshop().estate().storage(name).name()));
        String owner = call.caller().token().name();
        return new Accepted(Starting.begin(call, request, new KeepsAddress(addresses, owner)));
    }

    private record KeepsAddress(HandedOnce addresses, String owner)
            implements Ending<OpenedBranch> {
        @Override
        public void done(String operation, OpenedBranch opened) {
            addresses.keep(operation, owner, opened.urlWithPassword());
        }

        @Override
        public void failed() {} // its password went with it
    }

    private static Duration duration(String text) {
        return Quantities.duration(text)
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.USAGE,
                                "ttl '%s' is not a duration".formatted(text),
                                "write it as 4h, \"30 min\" or 2d"));
    }

    /// Whoever might have opened it may close it. Of what is not declared any more, any operator.
    private Accepted close(Call call) throws InterruptedException {
        String name = call.path("name");
        Optional<Deployment> of =
                call.workshop().branches().list().stream()
                        .filter(state -> state.branch().name().equals(name))
                        .map(state -> state.branch().server())
                        .flatMap(label ->
                                call.workshop().estate().deployments().stream()
                                        .filter(each -> each.label().equals(label)))
                        .findFirst();
        call.caller().require(of.map(Permission::toSee).orElse(Role.OPERATOR));
        return new Accepted(Starting.begin(call, new CloseBranch(name)));
    }
}
