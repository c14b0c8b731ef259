/**
 * {@code deploy/demo}: the product in three quarters of a minute, for a person or, with {@code --once}, for a machine.
 *
 * <pre>
 *  DemoMain --> Demo: lab, nodes, transfer, cut, restore --> a Second each second --> Picture
 *                                                        \-> Verdict, at the end --> Picture, JSON
 * </pre>
 *
 * In: options. Out: a picture on standard output, figures as JSON, an exit code that is the verdict. Thread: the main thread
 * runs all of it; a shutdown hook closes what is open when the demo is broken off. Bytes: none of its own.
 */
@NullMarked
package dev.braid.lab.demo;

import org.jspecify.annotations.NullMarked;
