package com.example.shop;

import io.rolemap.adapters.jdbc.JdbcStorage;
import io.rolemap.adapters.jdbc.Schema;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Authorizer;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** A shop whose customers bring their identity providers. */
@SpringBootApplication
public class ShopApplication {

    /** Starts the shop. */
    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }

    @Bean
    JdbcStorage rolemapStorage(DataSource dataSource) {
        Schema.migrate(dataSource);
        return JdbcStorage.on(new TransactionAwareDataSourceProxy(dataSource));
    }

    @Bean
    Rolemap rolemap(JdbcStorage storage) {
        return Rolemap.builder()
                .mappings(storage.mappings())
                .connections(storage.connections())
                .transactions(storage.transactions())
                .authorizer(Authorizer.permitAll())
                .build();
    }
}
