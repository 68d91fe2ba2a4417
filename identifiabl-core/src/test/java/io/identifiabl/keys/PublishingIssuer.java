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
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer publishes, without a web server.
 *
 * @author Identifiabl Contributors
 */
final class PublishingIssuer implements ResourceRetriever {

	private final Map<String, ECKey> keys = new LinkedHashMap<>();

	private final AtomicInteger fetches = new AtomicInteger();

	private volatile String document = "";

	private volatile boolean down;

	private volatile String failure = "down";

	private volatile @Nullable Error error;

	PublishingIssuer() {
		publish("a");
	}

	void publish(String id) {
		try {
			this.keys.put(id, new ECKeyGenerator(Curve.P_256).keyID(id).generate().toPublicJWK());
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		this.document = "{\"keys\":" + this.keys.values() + "}";
	}

	String getDocument() {
		return this.document;
	}

	void setDocument(String document) {
		this.document = document;
	}

	void setDown(boolean down) {
		this.down = down;
	}

	void setFailure(String failure) {
		this.failure = failure;
	}

	void setError(@Nullable Error error) {
		this.error = error;
	}

	int getFetches() {
		return this.fetches.get();
	}

	@Override
	public Resource retrieveResource(URL url) throws IOException {
		this.fetches.incrementAndGet();
		Error fatal = this.error;
		if (fatal != null) {
			throw fatal;
		}
		if (this.down) {
			throw new IOException(this.failure);
		}
		return new Resource(this.document, "application/json");
	}

}
