package dev.holdfast.server.http;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Failures as problem+json (RFC 9457), with the code and the hint of the command line.
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static void answer(Context http, HoldfastException failure) {
        answer(http, failure.problem(), status(failure.problem().code()));
    }

    static void answer(Context http, Exception bug) {
        LOG.error("{} {}", http.method(), http.path(), bug);
        answer(
                http,
                new Problem(
                        ProblemCode.BUG,
                        "a bug in Holdfast: " + bug.getClass().getSimpleName(),
                        "please report it, with the daemon's log"),
                500);
    }

    /// What the HTTP layer itself refuses: an unknown path, a method, a body that is too large.
    static void answer(Context http, HttpResponseException refused) {
        ProblemCode code =
                refused.getStatus() == 404 ? ProblemCode.PAGE_UNKNOWN : ProblemCode.REQUEST_REFUSED;
        answer(
                http,
                new Problem(
                        code,
                        http.method() + " " + http.path() + " is not served here",
                        "what is: /api/v1/openapi.json"),
                refused.getStatus());
    }

    static void answer(Context http, Problem problem, int status) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:holdfast:problem:" + problem.code().code());
        body.put("title", problem.code().code().replace('-', ' '));
        body.put("status", status);
        body.put("detail", problem.message());
        body.put("instance", http.path());
        body.put("code", problem.code().code());
        body.put("hint", problem.hint());
        http.status(status).contentType("application/problem+json").result(ApiJson.bytes(body));
    }

    /// The status that fits best; the code says more.
    static int status(ProblemCode code) {
        return switch (code) {
            case LOGIN_NEEDED -> 401;
            case NOT_ALLOWED -> 403;
            case SNAPSHOT_UNKNOWN, OPERATION_UNKNOWN, PAGE_UNKNOWN -> 404;
            case REQUEST_REFUSED -> 400;
            case TOO_MANY_LOGINS -> 429;
            default ->
                    switch (code.exitCode()) {
                        case DONE, NOT_WELL -> 422;
                        case USAGE -> 400;
                        case CONFIGURATION, BUG -> 500;
                        case UNREACHABLE -> 502;
                        case REFUSED, CANCELLED -> 409;
                    };
        };
    }
}
