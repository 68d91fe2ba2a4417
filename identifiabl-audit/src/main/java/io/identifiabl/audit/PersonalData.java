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

package io.identifiabl.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

import io.identifiabl.audit.json.CanonicalJson;
import io.identifiabl.audit.json.InvalidJsonException;

/**
 * Personal data beside a leaf: a salt of 32 random bytes in Base64 (URL alphabet, no
 * padding), followed by an object in canonical JSON. The leaf holds the commitment
 * {@code SHA-256(salt || JSON)} of it, from which nothing can be guessed once the salt is
 * gone.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class PersonalData {

	/** The number of random bytes of a salt. */
	public static final int SALT_LENGTH = 32;

	private static final int ENCODED_SALT_LENGTH = 43;

	private PersonalData() {
	}

	static String write(byte[] salt, Map<String, Object> data) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(salt) + CanonicalJson.format(data);
	}

	/**
	 * Read the data.
	 * @param personal the salt and the data
	 * @return the data
	 * @throws InvalidRecordException if it is something else
	 */
	public static Map<String, Object> read(String personal) throws InvalidRecordException {
		if (personal.length() <= ENCODED_SALT_LENGTH) {
			throw new InvalidRecordException("personal data begins with a salt");
		}
		try {
			return CanonicalJson.read(personal.substring(ENCODED_SALT_LENGTH).getBytes(StandardCharsets.UTF_8));
		}
		catch (InvalidJsonException ex) {
			throw new InvalidRecordException("personal data is " + ex.getMessage());
		}
	}

	/**
	 * Calculate the commitment.
	 * @param personal the salt and the data
	 * @return the hash in Base64 (URL alphabet, no padding)
	 * @throws InvalidRecordException if there is no salt
	 */
	public static String commit(String personal) throws InvalidRecordException {
		if (personal.length() <= ENCODED_SALT_LENGTH) {
			throw new InvalidRecordException("personal data begins with a salt");
		}
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(Base64.getUrlDecoder().decode(personal.substring(0, ENCODED_SALT_LENGTH)));
			digest.update(personal.substring(ENCODED_SALT_LENGTH).getBytes(StandardCharsets.UTF_8));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidRecordException("the salt of personal data is Base64");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
