package io.rolemap.bootstrap.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;

/** JSON (RFC 8259). */
final class JsonTokens implements Tokens {

    private final JsonParser parser;

    JsonTokens(Reader text) throws IOException {
        parser = Json.FACTORY.createParser(text);
    }

    @Override
    public Token next() throws IOException {
        try {
            JsonToken token = parser.nextToken();
            long line = parser.currentTokenLocation().getLineNr();
            if (token == null) {
                return new Token(Kind.END, "", line);
            }
            return switch (token) {
                case START_OBJECT -> new Token(Kind.OBJECT, "", line);
                case END_OBJECT -> new Token(Kind.END_OBJECT, "", line);
                case START_ARRAY -> new Token(Kind.LIST, "", line);
                case END_ARRAY -> new Token(Kind.END_LIST, "", line);
                case FIELD_NAME, VALUE_STRING -> new Token(Kind.STRING, parser.getText(), line);
                case VALUE_NUMBER_INT -> new Token(Kind.INTEGER, parser.getText(), line);
                default -> new Token(Kind.OTHER, "", line);
            };
        } catch (JsonProcessingException notJson) {
            throw BadFile.at(Json.lineOf(notJson), "is not valid JSON");
        }
    }
}
