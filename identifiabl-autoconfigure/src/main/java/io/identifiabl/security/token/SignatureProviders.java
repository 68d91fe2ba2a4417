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

package io.identifiabl.security.token;

import java.security.Provider;
import java.security.Security;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import io.identifiabl.autoconfigure.ConfigurationFailures;

/**
 * Finds the JCA provider that an application wants to verify signatures with.
 *
 * @author Identifiabl Contributors
 */
final class SignatureProviders {

	// its library says that it must not be installed for all the application by default
	private static final String CORRETTO = "AmazonCorrettoCryptoProvider";

	private static final String CORRETTO_CLASS = "com.amazon.corretto.crypto.provider." + CORRETTO;

	private SignatureProviders() {
	}

	// null where none is asked for
	static @Nullable Provider find(@Nullable String name) {
		if (!StringUtils.hasText(name)) {
			return null;
		}
		Provider provider = Security.getProvider(name);
		if (provider == null && CORRETTO.equals(name)) {
			provider = createCorretto();
		}
		if (provider == null || provider.getService("Signature", "SHA256withRSA") == null) {
			throw ConfigurationFailures.unusableSignatureProvider(name);
		}
		return provider;
	}

	// without the native library for this platform it has no services
	private static @Nullable Provider createCorretto() {
		try {
			return (Provider) ClassUtils.forName(CORRETTO_CLASS, SignatureProviders.class.getClassLoader())
				.getDeclaredConstructor()
				.newInstance();
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return null;
		}
	}

}
