package dev.braid.control.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For the API's document: a PUT (answers this resource) or DELETE (answers {@code Void}) with conditions and dry run. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Mutates {
    Class<?> value();
}
