/**
 * The roof: reads the command line and builds every room in order.
 *
 * <p>Never serves a request itself.
 *
 * <p>Thread: the main thread, until the server runs.
 *
 * <p>Start reading at {@link dev.tidings.app.Main}.
 */
@NullMarked
package dev.tidings.app;

import org.jspecify.annotations.NullMarked;
