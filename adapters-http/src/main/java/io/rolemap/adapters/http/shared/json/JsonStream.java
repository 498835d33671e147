package io.rolemap.adapters.http.shared.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * Writes one representation piece by piece, so that it need never be in memory as a whole. Whoever asks for the pieces
 * decides when: a piece may be asked for long after the one before, and in another thread, though never in two at a time. For
 * one use.
 */
@FunctionalInterface
public interface JsonStream {

    /**
     * Writes the next piece; small, since it is kept in memory.
     *
     * @return whether there is another one
     */
    boolean writeNext(JsonGenerator json) throws IOException;

    /** One piece alone. */
    static JsonStream once(JsonWriter writer) {
        return json -> {
            writer.write(json);
            return false;
        };
    }

    /**
     * An object.
     *
     * @param members write its fields, one after the other
     */
    static JsonStream object(JsonStream... members) {
        return new Sequence(List.of(
                        once(JsonGenerator::writeStartObject),
                        new Sequence(List.of(members).iterator()),
                        once(JsonGenerator::writeEndObject))
                .iterator());
    }

    /**
     * A field that is an array. Items are written one by one.
     *
     * @param pages have the items; the next page is asked for when all items of the one before are written
     */
    static <T> JsonStream array(String name, Iterator<? extends Iterable<T>> pages, ItemWriter<? super T> item) {
        return new Sequence(List.of(
                        once(json -> json.writeArrayFieldStart(name)),
                        new Items<>(pages, item),
                        once(JsonGenerator::writeEndArray))
                .iterator());
    }

    /** A field that is an array of items that are all there. */
    static <T> JsonStream array(String name, Iterable<T> items, ItemWriter<? super T> item) {
        return array(name, List.of(items).iterator(), item);
    }

    /** A field that is an array of items that are made piece by piece, each when it is its turn. */
    static JsonStream arrayOf(String name, Iterator<JsonStream> items) {
        return new Sequence(List.of(
                        once(json -> json.writeArrayFieldStart(name)),
                        new Sequence(items),
                        once(JsonGenerator::writeEndArray))
                .iterator());
    }

    /** Writes an item of an array. */
    @FunctionalInterface
    interface ItemWriter<T> {

        /** Writes {@code item} to {@code json}. */
        void write(JsonGenerator json, T item) throws IOException;
    }
}
