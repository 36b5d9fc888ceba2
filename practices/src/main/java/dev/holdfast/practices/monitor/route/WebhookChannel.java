package dev.holdfast.practices.monitor.route;

import dev.holdfast.core.estate.AlertRoute.Webhook;
import dev.holdfast.practices.monitor.alert.Channel;
import dev.holdfast.practices.monitor.alert.Message;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// JSON by POST. With a key it carries `Holdfast-Signature: t=SECONDS,v1=HEX`, an HMAC-SHA256 of
/// `SECONDS.BODY`: whoever checks both knows who sent it, and that it is not an old one sent again.
record WebhookChannel(Http http, String route, Webhook target, InstantSource clock)
        implements Channel {
    private static final String ALGORITHM = "HmacSHA256";

    @Override
    public void send(Message message) throws InterruptedException {
        String body = Json.of(message);
        Map<String, String> headers =
                target.key()
                        .map(key -> Map.of("Holdfast-Signature", signature(key.reveal(), body)))
                        .orElse(Map.of());
        http.post(route, target.url(), body, headers);
    }

    private String signature(String key, String body) {
        long seconds = clock.instant().getEpochSecond();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] hash = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
