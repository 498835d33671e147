/** For tests of services on top of the domain: honest in-memory ports, and the contracts that every adapter keeps. */
package io.rolemap.testkit;
