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

package io.identifiabl.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;

/**
 * Who does the cryptography.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public enum CryptoProvider {

	/**
	 * The JDK's own providers.
	 */
	JDK("JDK") {

		@Override
		boolean isAvailable() {
			return true;
		}

		@Override
		void install() {
			// they are there already
		}

	},

	/**
	 * The Amazon Corretto Crypto Provider, which is native code.
	 */
	NATIVE("ACCP") {

		@Override
		boolean isAvailable() {
			return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
		}

		@Override
		void install() {
			AmazonCorrettoCryptoProvider.install();
			AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
		}

	};

	private final String label;

	CryptoProvider(String label) {
		this.label = label;
	}

	String getLabel() {
		return this.label;
	}

	abstract boolean isAvailable();

	abstract void install();

}
