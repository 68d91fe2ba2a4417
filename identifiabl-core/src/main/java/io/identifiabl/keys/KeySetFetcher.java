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
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Issuer;

/**
 * Fetches the key set of one issuer. Where its address is not configured it is taken from
 * the issuer's metadata, once, after the metadata proved to be that issuer's.
 *
 * @author Identifiabl Contributors
 */
final class KeySetFetcher {

	private static final Log logger = LogFactory.getLog(KeySetFetcher.class);

	private static final int MAX_NAME = 300;

	private final String issuer;

	private final boolean requireHttps;

	private final ResourceRetriever retriever;

	private volatile @Nullable URI jwkSetUri;

	private volatile List<String> knownFaults = List.of();

	KeySetFetcher(String issuer, @Nullable URI jwkSetUri, boolean requireHttps, ResourceRetriever retriever) {
		this.issuer = issuer;
		this.jwkSetUri = jwkSetUri;
		this.requireHttps = requireHttps;
		this.retriever = retriever;
	}

	KeySet fetch(long now) throws KeySourceException {
		String document = fetch(location());
		try {
			return keySet(KeySetDocument.parse(document), now);
		}
		catch (ParseException ex) {
			throw failure(String.valueOf(ex.getMessage()), ex);
		}
	}

	// A set without a single usable key is no answer: the keys from before stay in use.
	private KeySet keySet(KeySetDocument document, long now) throws ParseException {
		reportFaults(document.getFaults());
		if (document.getKeys().isEmpty()) {
			throw new ParseException("no usable key", 0);
		}
		return new KeySet(document.getKeys(), document.getIssuers(), now);
	}

	// What is wrong with published keys that are not used.
	List<String> getFaults() {
		return this.knownFaults;
	}

	// once, since anybody can make us fetch the set again
	private void reportFaults(List<String> faults) {
		if (!faults.equals(this.knownFaults)) {
			this.knownFaults = faults;
			if (!faults.isEmpty()) {
				logger.warn("Not all keys of " + this.issuer + " are used: " + String.join(", ", faults));
			}
		}
	}

	private URI location() throws KeySourceException {
		URI location = this.jwkSetUri;
		if (location == null) {
			location = discover();
			this.jwkSetUri = location;
		}
		return location;
	}

	private URI discover() throws KeySourceException {
		RemoteKeySourceException failure = failure("no metadata", null);
		for (URI metadata : locations()) {
			try {
				return jwkSetUri(parseObject(fetch(metadata)));
			}
			catch (ParseException ex) {
				throw failure("metadata is not a JSON object", ex);
			}
			catch (RemoteKeySourceException ex) {
				if (!(ex.getCause() instanceof UnexpectedStatusException unexpected) || !unexpected.isClientError()) {
					throw ex;
				}
				// not here, maybe at the next location
				failure = ex;
			}
		}
		throw failure;
	}

	private List<URI> locations() throws RemoteKeySourceException {
		try {
			return IssuerLocations.metadata(this.issuer);
		}
		catch (IllegalArgumentException ex) {
			throw failure("the issuer is not a URL", ex);
		}
	}

	private URI jwkSetUri(Map<String, Object> metadata) throws RemoteKeySourceException {
		if (!(metadata.get("issuer") instanceof String named)) {
			throw failure("metadata that names no issuer", null);
		}
		if (!Issuer.isSame(named, this.issuer)) {
			throw failure("metadata of another issuer: '" + KeySetDocument.printable(named, MAX_NAME) + "'", null);
		}
		warnOfSlash(named);
		try {
			URI location = JSONObjectUtils.getURI(metadata, "jwks_uri");
			if (location == null || (this.requireHttps && !IssuerLocations.isSecure(location))) {
				throw failure("metadata without a secure jwks_uri", null);
			}
			return location;
		}
		catch (ParseException ex) {
			throw failure("metadata without a jwks_uri", ex);
		}
	}

	// Its keys are good, but every token names the issuer as the metadata does. This is
	// reached once, since the address of the keys is kept.
	private void warnOfSlash(String named) {
		if (!named.equals(this.issuer)) {
			logger.warn("The issuer is configured as '" + this.issuer + "', but its metadata names '"
					+ KeySetDocument.printable(named, named.length())
					+ "'. Tokens of one are refused where the other is configured: write the issuer as tokens name it");
		}
	}

	private static Map<String, Object> parseObject(String document) throws ParseException {
		Map<String, Object> object = JSONObjectUtils.parse(document);
		if (object == null) {
			throw new ParseException("null is not a JSON object", 0);
		}
		return object;
	}

	private String fetch(URI location) throws RemoteKeySourceException {
		try {
			URL url = location.toURL();
			return this.retriever.retrieveResource(url).getContent();
		}
		catch (IOException | IllegalArgumentException ex) {
			throw failure(FetchFault.describe(location, ex), ex);
		}
	}

	private RemoteKeySourceException failure(String reason, @Nullable Exception cause) {
		return new RemoteKeySourceException("no keys of " + this.issuer + ": " + reason, cause);
	}

}
