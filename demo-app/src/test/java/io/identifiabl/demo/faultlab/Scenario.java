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
 * The scenarios of the lab, each with its pass mark.
 *
 * @author Identifiabl Contributors
 */
enum Scenario {

	L1("Start without the identity provider",
			"up in less than 5 s, alive but not ready, 503 with `Retry-After` within 500 ms once the first attempt has "
					+ "failed, 200 within 2 s after the repair"),

	L2("Every fault in every state of the keys",
			"cold 503; warm, during a refresh and stale 200 with p99 below 1 s; 503 when the stale window is over; "
					+ "never 401 or 500; 200 within 2 s after the repair; heap grows by less than 20 MB"),

	L3("Flood of tokens with unknown keys",
			"at most 1 + t / 10 s fetches, p99 of an honest user less than twice that of a flood that concerns no keys, "
					+ "all junk 401, or 503 while nobody may look for its key, heap flat"),

	L4("The same flood while keys take 5 s to fetch", "p99 of an honest user as in L3"),

	L5("Rotation during the flood", "the new key is accepted within 10 s; its tokens are 503 until then, never 401"),

	L6("Keys that are replaced, removed or spoilt",
			"a new key under an old id accepted within 10 s; a removed one refused after the refresh interval; an empty set "
					+ "and an unreadable key ignored and reported"),

	L7("Documents that attack", "the fetch ends within 3 s and 512 KB; nothing is fetched where a redirect points to"),

	L8("Flapping provider and key churn", "no good request fails"),

	L9("Many distinct tokens", "heap flat, forged and expired tokens never accepted, whatever was accepted before"),

	L10("Clock jumps", "nothing accepted after expiry and skew, no fresh token refused, no key lost"),

	L11("Revocation under load",
			"a token that is revoked by id, by subject or by its key while four threads send it is never accepted once the "
					+ "revocation is in force, and others are served"),

	L16("Certificate of the provider", "503 when cold, stale keys serve, reported");

	private final String title;

	private final String mark;

	Scenario(String title, String mark) {
		this.title = title;
		this.mark = mark;
	}

	String getHeading() {
		return name() + " " + this.title;
	}

	String getMark() {
		return this.mark;
	}

}
