package dev.holdfast.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.file.Path;

/// The log: warnings and worse, into one file of the state directory, which is made with the first
/// line. Nothing is ever logged to the terminal. Configured here and not in XML, which would take a
/// tenth of a second of every start.
public final class LogFile extends ContextAwareBase implements Configurator {
    private static final String CHOSEN = "holdfast.log";
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{30} %msg%n%ex";

    /// Called by Logback, by the name in `META-INF/services`.
    public LogFile() {}

    /// Before the first line is logged.
    static void choose(Path file) {
        System.setProperty(CHOSEN, file.toString());
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        String file = System.getProperty(CHOSEN);
        if (file != null) {
            context.getLogger("ROOT").addAppender(appender(context, file));
        }
        context.getLogger("ROOT").setLevel(file == null ? Level.OFF : Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static AppenderBase<ILoggingEvent> appender(LoggerContext context, String file) {
        FirstLineMakesFile appender = new FirstLineMakesFile(file);
        appender.setContext(context);
        appender.start();
        return appender;
    }

    /// A command that has nothing to log leaves no file and no directory behind.
    private static final class FirstLineMakesFile extends AppenderBase<ILoggingEvent> {
        private final FileAppender<ILoggingEvent> appender = new FileAppender<>();

        FirstLineMakesFile(String file) {
            appender.setFile(file);
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (!appender.isStarted()) {
                startFile();
            }
            appender.doAppend(event);
        }

        private void startFile() {
            PatternLayoutEncoder encoder = new PatternLayoutEncoder();
            encoder.setContext(getContext());
            encoder.setPattern(PATTERN);
            encoder.start();
            appender.setContext(getContext());
            appender.setEncoder(encoder);
            appender.start();
        }
    }
}
