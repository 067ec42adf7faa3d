/**
 * A real browser without a driver: Chromium is told what to do over its DevTools protocol. Nothing
 * is downloaded, and no driver's version has to match the browser's.
 */
package io.throughline.app.it.browser;
