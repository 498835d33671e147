package io.rolemap.adapters.http.shared.edge;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is on a page of a list and on all that follow it. Each is read when it is asked for.
 *
 * @param <P> the pages
 * @param <I> what is on them
 */
public final class Following<P, I> implements Iterator<I> {

    private final Function<P, Optional<Supplier<P>>> reader;
    private final Function<P, I> content;
    private Optional<Supplier<P>> next;

    /**
     * Begins with a page that was read.
     *
     * @param reader reads the page that follows one; empty when none does
     */
    public Following(P first, Function<P, Optional<Supplier<P>>> reader, Function<P, I> content) {
        this.reader = reader;
        this.content = content;
        this.next = Optional.of(() -> first);
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public I next() {
        P page = next.orElseThrow(NoSuchElementException::new).get();
        next = reader.apply(page);
        return content.apply(page);
    }
}
