/** The web application, deployed from its file. */
package dev.rooms.example.web;
