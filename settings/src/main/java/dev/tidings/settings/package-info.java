/**
 * Every setting, declared once: names, types, defaults, and what CONFIG, a configuration file and
 * the command line make of them.
 *
 * <p>Never reads or writes a file, opens a socket or asks the machine for anything: whoever can do
 * that hands in texts and guards.
 *
 * <p>Thread: a configuration is changed by one thread at a time; its values may be read by any.
 *
 * <p>Start reading at {@link dev.tidings.settings.Configuration}.
 */
@NullMarked
package dev.tidings.settings;

import org.jspecify.annotations.NullMarked;
