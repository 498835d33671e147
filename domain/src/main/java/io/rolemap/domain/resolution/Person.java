package io.rolemap.domain.resolution;

/**
 * Somebody whose roles are asked for, in a list of people. Immutable.
 *
 * @param id tells the person from others
 * @param groups where the person's groups are learned from
 */
public record Person(PersonId id, GroupSource groups) {}
