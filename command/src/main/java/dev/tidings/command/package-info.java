/**
 * The declaration of commands: a grammar of typed arguments from which arity, key positions,
 * documentation, ACL categories and admission are derived.
 *
 * <p>Never runs a command and knows no state; the type of what a handler acts on is a parameter.
 *
 * <p>Thread: declarations are immutable and shared; a {@link dev.tidings.command.Cursor} belongs to
 * the turn that reads with it.
 *
 * <p>Start reading at {@link dev.tidings.command.Command}.
 */
@NullMarked
package dev.tidings.command;

import org.jspecify.annotations.NullMarked;
