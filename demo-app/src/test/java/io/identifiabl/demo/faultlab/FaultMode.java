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

package io.identifiabl.demo.faultlab;

/**
 * How an identity provider behaves.
 *
 * @author Identifiabl Contributors
 */
enum FaultMode {

	OK("in order"),

	STATUS_500("status 500"),

	TOO_MANY_REQUESTS("status 429 with Retry-After"),

	NOT_MODIFIED("status 304, unasked"),

	HTML("an HTML page with status 200"),

	EMPTY_BODY("an empty body with status 200"),

	EMPTY_OBJECT("`{}`"),

	EMPTY_KEYS("`{\"keys\":[]}`"),

	CUT("cut off in the middle"),

	RESET("connection reset"),

	CLOSED("nobody listens"),

	UNACCEPTED("connections are not accepted"),

	HANG("never answers"),

	SLOW("answers after 5 s"),

	DRIPPED_HEADERS("endless header, a byte at a time"),

	DRIPPED_BODY("endless body, a byte at a time"),

	HUGE("good keys behind 4 MB of blanks"),

	GZIP_BOMB("good keys behind 64 MB of blanks, compressed"),

	REDIRECT("redirect to good keys on the same server"),

	FLAPPING("every other answer is a 500"),

	UNTRUSTED("certificate nobody vouches for"),

	WRONG_HOST("certificate of another host"),

	EXPIRED("certificate that has expired");

	private final String description;

	FaultMode(String description) {
		this.description = description;
	}

	String getDescription() {
		return this.description;
	}

	boolean isOfCertificate() {
		return this == UNTRUSTED || this == WRONG_HOST || this == EXPIRED;
	}

}
