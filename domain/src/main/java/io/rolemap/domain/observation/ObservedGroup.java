package io.rolemap.domain.observation;

import io.rolemap.domain.mapping.ExternalGroup;
import java.time.Instant;

/**
 * A group that people came with through a connection. Immutable.
 *
 * @param group the group, exactly as the identity provider emits it
 * @param firstSeen the beginning of the hour in which it was seen first
 * @param lastSeen the beginning of the hour in which it was seen last
 * @param count how often it was seen, roughly: a sighting may be lost
 * @param mapped whether the connection maps it
 */
public record ObservedGroup(ExternalGroup group, Instant firstSeen, Instant lastSeen, long count, boolean mapped) {}
