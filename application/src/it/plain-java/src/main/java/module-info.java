/** A service that needs Rolemap's use cases and nothing besides. */
module com.example.crm {
    requires io.rolemap.application;
}
