package dev.holdfast.practices.monitor.route;

import dev.holdfast.core.estate.AlertRoute.Email;
import dev.holdfast.core.estate.AlertRoute.Tls;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.practices.monitor.alert.Channel;
import dev.holdfast.practices.monitor.alert.Message;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/// E-mail by SMTP. The certificate of the server must be right, and with `starttls` a server that
/// offers none is refused: passwords never travel in plain text unless `tls: never` says so.
record EmailChannel(String route, Email target) implements Channel {
    private static final String TIMEOUT = "10000"; // milliseconds

    @Override
    public void send(Message message) {
        Session session = Session.getInstance(properties());
        try (Transport transport = session.getTransport(protocol())) {
            MimeMessage mail = mail(session, message);
            if (target.user().isPresent()) {
                transport.connect(
                        target.server(),
                        target.port(),
                        target.user().get(),
                        target.password().map(Secret::reveal).orElse(""));
            } else {
                transport.connect(target.server(), target.port(), null, null);
            }
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (AuthenticationFailedException e) {
            throw Http.undelivered(route, target.server() + " refused the login");
        } catch (MessagingException e) {
            throw Http.undelivered(route, target.server() + " did not take it: " + reason(e));
        }
    }

    private MimeMessage mail(Session session, Message message) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(target.from()));
        Address[] receivers = InternetAddress.parse(String.join(",", target.to()));
        mail.setRecipients(MimeMessage.RecipientType.TO, receivers);
        mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
        mail.setText(String.join("\n", message.lines()) + "\n", StandardCharsets.UTF_8.name());
        mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers
        mail.saveChanges();
        return mail;
    }

    private String protocol() {
        return target.tls() == Tls.ALWAYS ? "smtps" : "smtp";
    }

    private Properties properties() {
        Properties properties = new Properties();
        String prefix = "mail." + protocol() + ".";
        properties.setProperty(prefix + "connectiontimeout", TIMEOUT);
        properties.setProperty(prefix + "timeout", TIMEOUT);
        properties.setProperty(prefix + "writetimeout", TIMEOUT);
        properties.setProperty(prefix + "auth", Boolean.toString(target.user().isPresent()));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (target.tls() == Tls.STARTTLS) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", "true");
        }
        return properties;
    }

    private static String reason(MessagingException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse("").strip();
    }
}
