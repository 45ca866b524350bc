/**
 * The house rules as tests: what a reviewer would otherwise have to look for by hand.
 *
 * <p>Never starts a server and never runs the code that it looks at.
 *
 * <p>Thread: the test's own.
 *
 * <p>Start reading at {@link dev.tidings.tests.house.TidyTest}.
 */
@NullMarked
package dev.tidings.tests.house;

import org.jspecify.annotations.NullMarked;
