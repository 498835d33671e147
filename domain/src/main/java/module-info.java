/** Model, use cases and ports. Needs nothing but the JDK. */
module io.rolemap.domain {
    exports io.rolemap.domain.access;
    exports io.rolemap.domain.connection;
    exports io.rolemap.domain.mapping;
    exports io.rolemap.domain.observation;
    exports io.rolemap.domain.resolution;
    exports io.rolemap.domain.role;
    exports io.rolemap.domain.shared;
}
