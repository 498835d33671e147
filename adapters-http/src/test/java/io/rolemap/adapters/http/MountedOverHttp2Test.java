package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.OpenApiContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API on a server that speaks HTTP/2, where no field has to announce a body. */
final class MountedOverHttp2Test {

    private static final String PROVIDERS = "/orgs/acme/identity-providers";
    private static final String NEW = "{\"provider_key\":\"acme-okta\",\"id\":\"okta\"}";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    @AutoClose
    private final Portal portal = Portal.withApi(config -> config.jetty.addConnector((server, http) ->
            new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http))));

    /** The client's first request asks for HTTP/2, in HTTP/1.1; those that follow are sent in it. */
    @BeforeEach
    void upgrade() throws Exception {
        send("GET", "/health/live", BodyPublishers.noBody());
    }

    @Test
    void a_body_of_unknown_length_is_read() throws Exception {
        Answer created = send("POST", PROVIDERS, BodyPublishers.fromPublisher(BodyPublishers.ofString(NEW)));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).contains("/iam" + PROVIDERS + "/okta");
    }

    @Test
    void a_body_of_known_length_is_read() throws Exception {
        assertThat(send("POST", PROVIDERS, BodyPublishers.ofString(NEW)).status())
                .isEqualTo(201);
    }

    @Test
    void no_body_is_an_empty_one() throws Exception {
        Answer refused = send("POST", PROVIDERS, BodyPublishers.noBody());

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.string("detail")).isEqualTo("The body is empty.");
    }

    @Test
    void a_body_of_unknown_length_has_the_limit_of_the_api() throws Exception {
        BodyPublisher tooLong = BodyPublishers.ofString(" ".repeat(64 * 1024) + NEW);

        assertThat(send("POST", PROVIDERS, BodyPublishers.fromPublisher(tooLong))
                        .status())
                .isEqualTo(413);
    }

    private Answer send(String method, String target, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + portal.port() + Portal.IAM + target))
                .header("Visitor", "jane")
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        Answer answer = new Answer(response.statusCode(), response.headers().map(), response.body());
        OpenApiContract.check(method, target, answer);
        return answer;
    }
}
