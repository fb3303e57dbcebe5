package nexus.api.campaign;

import nexus.api.Patch;

/** What is to be changed of a content, text by text (RFC 7396). */
public record ContentChange(
        Patch<String> subject, Patch<String> html, Patch<String> text, Patch<String> sms) {

    public Content of(Content before) {
        return new Content(
                subject.or(before.subject()),
                html.or(before.html()),
                text.or(before.text()),
                sms.or(before.sms()));
    }
}
