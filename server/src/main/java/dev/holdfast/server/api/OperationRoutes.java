package dev.holdfast.server.api;

import dev.holdfast.core.operation.OperationView;
import dev.holdfast.core.operation.Request;
import java.util.List;

/// What runs and what ran; begins and cancels.
final class OperationRoutes {

    record OperationsAnswer(List<OperationView> operations) {}

    List<Route> all() {
        return List.of(
                Route.get(
                                "/api/v1/operations",
                                "What is running and what ran, newest first",
                                OperationsAnswer.class,
                                call ->
                                        new OperationsAnswer(
                                                call
                                                        .workshop()
                                                        .history()
                                                        .list(call.limit())
                                                        .stream()
                                                        .map(OperationView::of)
                                                        .toList()))
                        .with("limit"),
                Route.get(
                        "/api/v1/operations/{id}",
                        "One operation; the beginning of its id is enough",
                        OperationView.class,
                        call -> OperationView.of(call.workshop().history().show(call.path("id")))),
                Route.post(
                        "/api/v1/operations",
                        "Begins what the estate declares: " + Beginnings.kinds(),
                        Accepted.class,
                        OperationRoutes::begin),
                Route.post(
                        "/api/v1/operations/{id}/cancel",
                        "Asks for its end; it stops within seconds",
                        Accepted.class,
                        call ->
                                new Accepted(
                                        call.workshop().history().cancel(call.path("id")).id())));
    }

    private static Accepted begin(Call call) throws InterruptedException {
        Request<?> request = Beginnings.request(call.body(), call.workshop().estate());
        return new Accepted(Starting.begin(call, request));
    }
}
