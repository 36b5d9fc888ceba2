package dev.holdfast.practices.monitor.route;

import dev.holdfast.core.alert.Notice;
import dev.holdfast.practices.monitor.alert.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// A message as programs read it. The names never change once released.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static String of(Message message) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("estate", message.estate());
        document.put("notices", message.notices().stream().map(Json::notice).toList());
        message.link().ifPresent(url -> document.put("acknowledge", url));
        return of(document);
    }

    static Map<String, Object> notice(Notice notice) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", notice.kind().word());
        map.put("alert", notice.alert());
        map.put("check", notice.check());
        map.put("database", notice.database());
        map.put("state", notice.state().word());
        map.put("message", notice.message());
        map.put("hint", notice.hint());
        map.put("opened", notice.opened().toString());
        return map;
    }
}
