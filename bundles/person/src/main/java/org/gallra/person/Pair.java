package org.gallra.person;

/**
 * Two contacts that are alike and about whom nobody has decided.
 *
 * @param one the contact that was entered first, with why the two are alike
 * @param other the other contact, with the same reasons
 */
public record Pair(Card one, Card other) {}
