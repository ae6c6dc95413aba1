/** The WAR on real application servers, each as its makers released it. */
@NullMarked
package dev.rooms.example.appserver;

import org.jspecify.annotations.NullMarked;
