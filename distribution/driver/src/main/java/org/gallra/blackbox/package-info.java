/** The product as a black box: starts the distribution that users get, on a database of its own, and talks to it over HTTP. */
package org.gallra.blackbox;
