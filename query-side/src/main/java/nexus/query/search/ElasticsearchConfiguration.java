package nexus.query.search;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.TransportUtils;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How to reach Elasticsearch: the embedded server, or any full one, with or without security. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ElasticsearchConfiguration.Properties.class)
class ElasticsearchConfiguration {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 4_000;
    private static final int CONNECTIONS = 64;

    /**
     * Where the server is.
     *
     * @param index the name that records are found under; installations that share a server need
     *     one each
     * @param ca a file with the certificate (PEM) of the authority that the server's is signed by
     */
    @ConfigurationProperties("nexus.elasticsearch")
    record Properties(
            @DefaultValue("http://127.0.0.1:9200") String url,
            @DefaultValue("nexus-records") String index,
            @Nullable String username,
            @Nullable String password,
            @Nullable Path ca) {}

    @Bean(destroyMethod = "close")
    RestClient elasticsearchConnections(Properties properties) {
        return RestClient.builder(HttpHost.create(properties.url()))
                .setRequestConfigCallback(
                        request ->
                                request.setConnectTimeout(CONNECT_MILLIS)
                                        .setConnectionRequestTimeout(CONNECT_MILLIS)
                                        .setSocketTimeout(ANSWER_MILLIS))
                .setHttpClientConfigCallback(http -> secured(http, properties))
                .build();
    }

    private static HttpAsyncClientBuilder secured(
            HttpAsyncClientBuilder http, Properties properties) {
        http.setMaxConnTotal(CONNECTIONS).setMaxConnPerRoute(CONNECTIONS);
        if (properties.username() != null) {
            var credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    AuthScope.ANY,
                    new UsernamePasswordCredentials(properties.username(), properties.password()));
            http.setDefaultCredentialsProvider(credentials);
        }
        return properties.ca() == null ? http : http.setSSLContext(trusting(properties.ca()));
    }

    private static SSLContext trusting(Path ca) {
        try {
            return TransportUtils.sslContextFromHttpCaCrt(ca.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The certificate " + ca + " cannot be read", e);
        }
    }

    @Bean
    ElasticsearchClient elasticsearch(RestClient connections) {
        return new ElasticsearchClient(
                new RestClientTransport(connections, new Jackson3JsonpMapper()));
    }
}
