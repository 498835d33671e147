package io.rolemap.architecture;

import com.tngtech.archunit.lang.ArchRule;

/**
 * One rule of {@link HexagonalRules}.
 *
 * @param name what it is called, in lower case with hyphens; never changes its meaning
 * @param archRule decides over classes, and says why and what to do instead
 */
public record HexagonalRule(String name, ArchRule archRule) {}
