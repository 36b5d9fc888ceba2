package dev.holdfast.server.api;

/// Something was begun: the answer is 202, and the location says where it is followed.
record Accepted(String operation) {
    String location() {
        return "/api/v1/operations/" + operation;
    }
}
