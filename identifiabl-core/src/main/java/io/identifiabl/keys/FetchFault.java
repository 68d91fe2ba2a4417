/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.identifiabl.keys;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;

import org.jspecify.annotations.Nullable;

/**
 * What kept a document from being fetched, in words. The JDK's HTTP client has no message
 * for the two most frequent outages: a refused connection and an unknown host.
 *
 * @author Identifiabl Contributors
 */
final class FetchFault {

	// causes can form a circle
	private static final int MAX_CAUSES = 10;

	private FetchFault() {
	}

	static String describe(URI location, Throwable failure) {
		return "fetching " + address(location) + " failed: " + reason(failure);
	}

	// Without user info, query and fragment, which may be secret.
	static String address(URI location) {
		try {
			return new URI(location.getScheme(), null, location.getHost(), location.getPort(), location.getPath(), null,
					null)
				.toString();
		}
		catch (URISyntaxException ex) {
			return String.valueOf(location.getPath());
		}
	}

	private static String reason(Throwable failure) {
		Throwable cause = failure;
		String message = null;
		for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
			String kind = kind(cause);
			if (kind != null) {
				return kind;
			}
			message = (message != null) ? message : ownMessage(cause);
			cause = cause.getCause();
		}
		return (message != null) ? message : failure.getClass().getSimpleName();
	}

	private static @Nullable String kind(Throwable failure) {
		if (failure instanceof UnresolvedAddressException || failure instanceof UnknownHostException) {
			return "unknown host";
		}
		if (failure instanceof NoRouteToHostException) {
			return "no route to host";
		}
		if (failure instanceof HttpConnectTimeoutException) {
			return "no connection in time";
		}
		if (failure instanceof ConnectException && failure.getMessage() == null
				&& (failure.getCause() == null || failure.getCause() instanceof ClosedChannelException)) {
			return "connection refused";
		}
		return null;
	}

	// a wrapper's message is only the name of its cause
	private static @Nullable String ownMessage(Throwable failure) {
		boolean wraps = failure instanceof IOException && failure.getCause() != null
				&& failure.getCause().toString().equals(failure.getMessage());
		return wraps ? null : failure.getMessage();
	}

}
