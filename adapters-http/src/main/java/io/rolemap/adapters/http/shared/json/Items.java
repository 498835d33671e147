package io.rolemap.adapters.http.shared.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;

/** The items of pages, one item a piece. */
final class Items<T> implements JsonStream {

    private final Iterator<? extends Iterable<T>> pages;
    private final ItemWriter<? super T> writer;
    private Iterator<T> page = Collections.emptyIterator();

    Items(Iterator<? extends Iterable<T>> pages, ItemWriter<? super T> writer) {
        this.pages = pages;
        this.writer = writer;
    }

    @Override
    public boolean writeNext(JsonGenerator json) throws IOException {
        while (!page.hasNext()) {
            if (!pages.hasNext()) {
                return false;
            }
            page = pages.next().iterator();
        }
        writer.write(json, page.next());
        // Whether there is another page is asked when it is time for it.
        return true;
    }
}
