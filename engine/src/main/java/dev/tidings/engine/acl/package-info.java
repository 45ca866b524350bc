/**
 * Users and what they may do: rules as text, the rights that they make, and the test of a request.
 *
 * <p>Never knows sessions, turns or files: {@link dev.tidings.engine.AccessControl} stands between.
 *
 * <p>Thread: that of the turn.
 *
 * <p>Start reading at {@link dev.tidings.engine.acl.Users}, then {@link
 * dev.tidings.engine.acl.User}.
 */
@NullMarked
package dev.tidings.engine.acl;

import org.jspecify.annotations.NullMarked;
