package io.rolemap.adapters.http.shared.json;

import io.rolemap.domain.shared.InvalidValueException;
import java.util.OptionalLong;

/** Reads whole numbers from JSON numbers of any spelling, in time linear in the length of the spelling. */
final class ExactInteger {

    private static final int MOST_DIGITS = 19;

    /** Beyond this an exponent moves the decimal point out of any text that fits in memory. */
    private static final long HUGE = Integer.MAX_VALUE * 2L;

    private ExactInteger() {}

    /**
     * The 64-bit integer that the number equals; empty when it is a whole number outside that range.
     *
     * @param number as RFC 8259 spells it, such as {@code 2.227e3}
     * @throws InvalidValueException when it is not a whole number
     */
    static OptionalLong parse(String subject, String number) {
        int exponentAt = Math.max(number.indexOf('e'), number.indexOf('E'));
        String mantissa = exponentAt < 0 ? number : number.substring(0, exponentAt);
        boolean negative = mantissa.startsWith("-");
        int pointAt = mantissa.indexOf('.');
        String whole = mantissa.substring(negative ? 1 : 0, pointAt < 0 ? mantissa.length() : pointAt);
        String fraction = pointAt < 0 ? "" : mantissa.substring(pointAt + 1);

        String digits = whole + fraction;
        int from = 0;
        while (from < digits.length() && digits.charAt(from) == '0') {
            from++;
        }
        if (from == digits.length()) {
            return OptionalLong.of(0);
        }
        int to = digits.length();
        while (digits.charAt(to - 1) == '0') {
            to--;
        }
        String significant = digits.substring(from, to);
        long zeros = exponent(number, exponentAt) - fraction.length() + (digits.length() - to);
        if (zeros < 0) {
            throw new InvalidValueException(subject, "must be a whole number");
        }
        if (significant.length() + zeros > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    Long.parseLong((negative ? "-" : "") + significant + "0".repeat(Math.toIntExact(zeros))));
        } catch (NumberFormatException outsideLong) {
            return OptionalLong.empty();
        }
    }

    private static long exponent(String number, int exponentAt) {
        if (exponentAt < 0) {
            return 0;
        }
        char sign = number.charAt(exponentAt + 1);
        long exponent = 0;
        for (int i = exponentAt + (sign == '+' || sign == '-' ? 2 : 1); i < number.length() && exponent < HUGE; i++) {
            exponent = exponent * 10 + (number.charAt(i) - '0');
        }
        return sign == '-' ? -exponent : exponent;
    }
}
