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

package io.identifiabl.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of the identity layer as a whole. Each feature has properties
 * of its own in its room.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@ConfigurationProperties("identifiabl")
public class IdentifiablProperties {

	/**
	 * Whether the identity layer is enabled.
	 */
	private boolean enabled = true;

	/**
	 * Provider type of the only provider. If not set, it is told from the issuer.
	 */
	private @Nullable String type;

	/**
	 * Issuer of the only provider's tokens, exactly as in their iss claim. Shorthand for
	 * a provider called "default".
	 */
	private @Nullable String issuer;

	/**
	 * Comma-separated list of audiences, one of which every token must have been issued
	 * for. Used by all providers without audiences of their own.
	 */
	private List<String> audiences = new ArrayList<>();

	/**
	 * Canonical URL of this resource server, for challenges and the protected resource
	 * metadata. If not set, the first audience that is an https URL is used.
	 */
	private @Nullable String resource;

	/**
	 * Comma-separated list of issuers whose tokens may carry the scopes of operators. If
	 * not set, it is the only provider, except for audit:read:all and audit:erase, and
	 * nobody where there are several.
	 */
	private List<String> operatorIssuers = new ArrayList<>();

	/**
	 * Comma-separated list of tenants, or organizations where tokens name no tenant,
	 * whose users may be operators. If not set, all of the operator issuers.
	 */
	private List<String> operatorTenants = new ArrayList<>();

	private final Scopes scopes = new Scopes();

	private final MethodSecurity methodSecurity = new MethodSecurity();

	private final Actuator actuator = new Actuator();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

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

	public List<String> getAudiences() {
		return this.audiences;
	}

	public void setAudiences(List<String> audiences) {
		this.audiences = audiences;
	}

	public @Nullable String getResource() {
		return this.resource;
	}

	public void setResource(@Nullable String resource) {
		this.resource = resource;
	}

	public List<String> getOperatorIssuers() {
		return this.operatorIssuers;
	}

	public void setOperatorIssuers(List<String> operatorIssuers) {
		this.operatorIssuers = operatorIssuers;
	}

	public List<String> getOperatorTenants() {
		return this.operatorTenants;
	}

	public void setOperatorTenants(List<String> operatorTenants) {
		this.operatorTenants = operatorTenants;
	}

	public Scopes getScopes() {
		return this.scopes;
	}

	public MethodSecurity getMethodSecurity() {
		return this.methodSecurity;
	}

	public Actuator getActuator() {
		return this.actuator;
	}

	/**
	 * How the effective scopes are formed.
	 */
	public static class Scopes {

		/**
		 * How the permissions of a user take part in the effective scopes.
		 */
		private MergePermissions mergePermissions = MergePermissions.TRUE;

		/**
		 * Comma-separated list of chains such as "admin > memories:write", in which every
		 * scope implies those to its right.
		 */
		private List<String> hierarchy = new ArrayList<>();

		public MergePermissions getMergePermissions() {
			return this.mergePermissions;
		}

		public void setMergePermissions(MergePermissions mergePermissions) {
			this.mergePermissions = mergePermissions;
		}

		public List<String> getHierarchy() {
			return this.hierarchy;
		}

		public void setHierarchy(List<String> hierarchy) {
			this.hierarchy = hierarchy;
		}

	}

	/**
	 * How the permissions of a user take part in the effective scopes.
	 */
	public enum MergePermissions {

		/**
		 * Delegated scopes and all permissions.
		 */
		TRUE,

		/**
		 * Delegated scopes only.
		 */
		FALSE,

		/**
		 * Delegated scopes that are also permissions.
		 */
		INTERSECT

	}

	/**
	 * Method security.
	 */
	public static class MethodSecurity {

		/**
		 * Whether to enable method security in an application that does not declare it.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Access to actuator endpoints in the default filter chain.
	 */
	public static class Actuator {

		/**
		 * Scope needed to read from actuator endpoints other than health.
		 */
		private String readScope = "actuator:read";

		/**
		 * Scope needed to write to actuator endpoints.
		 */
		private String writeScope = "actuator:write";

		public String getReadScope() {
			return this.readScope;
		}

		public void setReadScope(String readScope) {
			this.readScope = readScope;
		}

		public String getWriteScope() {
			return this.writeScope;
		}

		public void setWriteScope(String writeScope) {
			this.writeScope = writeScope;
		}

	}

}
