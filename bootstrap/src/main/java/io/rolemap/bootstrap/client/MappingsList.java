package io.rolemap.bootstrap.client;

import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.shared.RoleId;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints mappings, oldest first, page by page: a list of any length needs the memory of one page. */
@Command(name = "list", description = "Lists the mappings of a connection, oldest first.")
final class MappingsList extends ConnectionCommand {

    private static final int PAGE = 1000;

    @Option(names = "--group", paramLabel = "NAME", description = "only the mapping of this external group")
    private Optional<String> group = Optional.empty();

    @Option(names = "--role", paramLabel = "ID", description = "only the mappings to this role")
    private Optional<String> role = Optional.empty();

    private final Progress progress = new Progress(console);

    MappingsList(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException {
        String filters = group.map(name -> "&external_group=" + Api.query(checked("--group", name, ExternalGroup::new)))
                        .orElse("")
                + role.map(id -> "&role_id=" + Api.query(checked("--role", id, RoleId::parse)))
                        .orElse("");
        Pages pages = new Pages(api(progress), mappings() + "?limit=" + PAGE + filters);
        if (wantsJson()) {
            Json.copyLists(
                    SetReader.SET, pages, console.bytes(), console.terminal().out());
        } else {
            printTable(pages);
        }
        return ExitStatus.OK;
    }

    private void printTable(Pages pages) {
        Table table = new Table("ID", "ROLE_ID", "UPDATED", "EXTERNAL_GROUP");
        while (pages.hasNext()) {
            console.print(table.lines(Json.parse(pages.next()).objects(SetReader.SET).stream()
                    .map(mapping -> List.of(
                            Console.plain(mapping.required("id")),
                            Console.plain(mapping.required(SetReader.ROLE)),
                            Moments.shown(mapping.text("updated_at")),
                            Console.quoted(mapping.required(SetReader.GROUP))))
                    .toList()));
        }
    }

    /** The pages of a list, each as it was answered. */
    private final class Pages implements Iterator<byte[]> {

        private final Api api;
        private final String path;
        private String token = "";
        private boolean ended;
        private long count;

        Pages(Api api, String path) {
            this.api = api;
            this.path = path;
        }

        @Override
        public boolean hasNext() {
            return !ended && !console.outputIsBroken();
        }

        @Override
        public byte[] next() {
            if (ended) {
                throw new NoSuchElementException();
            }
            String page = token.isEmpty() ? "" : "&page_token=" + Api.query(token);
            byte[] body = api.get(path + page).body();
            Json json = Json.parse(body);
            Optional<String> next = json.text("next_page_token");
            next.ifPresent(value -> token = value);
            ended = next.isEmpty();
            count += json.requiredObjects(SetReader.SET).size();
            if (!console.terminal().out()) {
                progress.show("Reading", count, "mappings");
            }
            return body;
        }
    }
}
