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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Configuration properties of one identity provider.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public class ProviderProperties {

	/**
	 * Provider type. If not set, it is told from the issuer.
	 */
	private @Nullable String type;

	/**
	 * Issuer, exactly as in the iss claim of its tokens.
	 */
	private @Nullable String issuer;

	/**
	 * Comma-separated list of further issuers of the same provider.
	 */
	private List<String> additionalIssuers = new ArrayList<>();

	/**
	 * Comma-separated list of audiences, one of which every token must have been issued
	 * for.
	 */
	private List<String> audiences = new ArrayList<>();

	/**
	 * Comma-separated list of OAuth clients whose tokens are accepted. Takes the place of
	 * the audience for providers whose tokens have none.
	 */
	private List<String> allowedClientIds = new ArrayList<>();

	/**
	 * Comma-separated list of origins whose tokens are accepted. Takes the place of the
	 * audience for Clerk's session tokens.
	 */
	private List<String> allowedOrigins = new ArrayList<>();

	/**
	 * Comma-separated list of tenants whose tokens are accepted where the issuer has the
	 * place {tenantid} for them, "*" for all tenants there are.
	 */
	private List<String> allowedTenants = new ArrayList<>();

	/**
	 * URL of the key set. If not set, it is discovered from the issuer.
	 */
	private @Nullable String jwkSetUri;

	/**
	 * Whether keys must come over TLS, unless they come from a loopback address.
	 */
	private boolean requireHttps = true;

	/**
	 * Name of the SSL bundle that the provider's keys are fetched with.
	 */
	private @Nullable String sslBundle;

	/**
	 * Comma-separated list of accepted signature algorithms. If not set, those of the
	 * provider type, RS256 for most.
	 */
	private List<String> jwsAlgorithms = new ArrayList<>();

	/**
	 * Prefix of namespaced claims for roles and plan, with its trailing slash.
	 */
	private @Nullable String rolesNamespace;

	/**
	 * Comma-separated list of Keycloak clients whose roles (resource_access) count,
	 * besides those of the realm.
	 */
	private List<String> clients = new ArrayList<>();

	private final ClaimsProperties claims = new ClaimsProperties();

	public @Nullable String getType() {
		return this.type;
	}

	public void setType(@Nullable String type) {
		this.type = type;
	}

	public @Nullable String getIssuer() {
		return this.issuer;
	}

	public void setIssuer(@Nullable String issuer) {
		this.issuer = issuer;
	}

	public List<String> getAdditionalIssuers() {
		return this.additionalIssuers;
	}

	public void setAdditionalIssuers(List<String> additionalIssuers) {
		this.additionalIssuers = additionalIssuers;
	}

	public List<String> getAudiences() {
		return this.audiences;
	}

	public void setAudiences(List<String> audiences) {
		this.audiences = audiences;
	}

	public List<String> getAllowedClientIds() {
		return this.allowedClientIds;
	}

	public void setAllowedClientIds(List<String> allowedClientIds) {
		this.allowedClientIds = allowedClientIds;
	}

	public List<String> getAllowedOrigins() {
		return this.allowedOrigins;
	}

	public void setAllowedOrigins(List<String> allowedOrigins) {
		this.allowedOrigins = allowedOrigins;
	}

	public List<String> getAllowedTenants() {
		return this.allowedTenants;
	}

	public void setAllowedTenants(List<String> allowedTenants) {
		this.allowedTenants = allowedTenants;
	}

	public @Nullable String getJwkSetUri() {
		return this.jwkSetUri;
	}

	public void setJwkSetUri(@Nullable String jwkSetUri) {
		this.jwkSetUri = jwkSetUri;
	}

	public boolean isRequireHttps() {
		return this.requireHttps;
	}

	public void setRequireHttps(boolean requireHttps) {
		this.requireHttps = requireHttps;
	}

	public @Nullable String getSslBundle() {
		return this.sslBundle;
	}

	public void setSslBundle(@Nullable String sslBundle) {
		this.sslBundle = sslBundle;
	}

	public List<String> getJwsAlgorithms() {
		return this.jwsAlgorithms;
	}

	public void setJwsAlgorithms(List<String> jwsAlgorithms) {
		this.jwsAlgorithms = jwsAlgorithms;
	}

	public @Nullable String getRolesNamespace() {
		return this.rolesNamespace;
	}

	public void setRolesNamespace(@Nullable String rolesNamespace) {
		this.rolesNamespace = rolesNamespace;
	}

	public List<String> getClients() {
		return this.clients;
	}

	public void setClients(List<String> clients) {
		this.clients = clients;
	}

	public ClaimsProperties getClaims() {
		return this.claims;
	}

}
