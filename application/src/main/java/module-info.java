/** The use cases, to be had from {@link io.rolemap.application.Rolemap#builder()} and nowhere else. */
module io.rolemap.application {
    requires transitive io.rolemap.domain;

    exports io.rolemap.application;
}
