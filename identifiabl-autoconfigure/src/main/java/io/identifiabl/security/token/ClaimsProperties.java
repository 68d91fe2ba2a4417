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

/**
 * Where a provider keeps what belongs to an identity. A value that starts with a slash is
 * a JSON Pointer, any other value is one literal claim name. What is not set here is read
 * as the provider's preset says.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public class ClaimsProperties {

	/**
	 * Claims for the stable user id, first one present.
	 */
	private List<String> userId = new ArrayList<>();

	/**
	 * Claims for the OAuth client, first one present.
	 */
	private List<String> clientId = new ArrayList<>();

	/**
	 * Claims for the tenant, first one present.
	 */
	private List<String> tenant = new ArrayList<>();

	/**
	 * Claims for the organization, first one present.
	 */
	private List<String> orgId = new ArrayList<>();

	/**
	 * Claims for the roles, all of them.
	 */
	private List<String> roles = new ArrayList<>();

	/**
	 * Claims for the permissions, all of them.
	 */
	private List<String> permissions = new ArrayList<>();

	/**
	 * Claims for the groups, all of them.
	 */
	private List<String> groups = new ArrayList<>();

	/**
	 * Claims for the delegated scopes, all of them.
	 */
	private List<String> scopes = new ArrayList<>();

	/**
	 * Claims for the plan, first one present.
	 */
	private List<String> plan = new ArrayList<>();

	/**
	 * Claims for the e-mail address, first one present.
	 */
	private List<String> email = new ArrayList<>();

	/**
	 * Claims for the display name, first one present.
	 */
	private List<String> name = new ArrayList<>();

	/**
	 * Claims for the login name, first one present.
	 */
	private List<String> username = new ArrayList<>();

	/**
	 * Claims for the token's id, first one present.
	 */
	private List<String> tokenId = new ArrayList<>();

	/**
	 * Claims for the provider's session, first one present.
	 */
	private List<String> sessionId = new ArrayList<>();

	public List<String> getUserId() {
		return this.userId;
	}

	public void setUserId(List<String> userId) {
		this.userId = userId;
	}

	public List<String> getClientId() {
		return this.clientId;
	}

	public void setClientId(List<String> clientId) {
		this.clientId = clientId;
	}

	public List<String> getTenant() {
		return this.tenant;
	}

	public void setTenant(List<String> tenant) {
		this.tenant = tenant;
	}

	public List<String> getOrgId() {
		return this.orgId;
	}

	public void setOrgId(List<String> orgId) {
		this.orgId = orgId;
	}

	public List<String> getRoles() {
		return this.roles;
	}

	public void setRoles(List<String> roles) {
		this.roles = roles;
	}

	public List<String> getPermissions() {
		return this.permissions;
	}

	public void setPermissions(List<String> permissions) {
		this.permissions = permissions;
	}

	public List<String> getGroups() {
		return this.groups;
	}

	public void setGroups(List<String> groups) {
		this.groups = groups;
	}

	public List<String> getScopes() {
		return this.scopes;
	}

	public void setScopes(List<String> scopes) {
		this.scopes = scopes;
	}

	public List<String> getPlan() {
		return this.plan;
	}

	public void setPlan(List<String> plan) {
		this.plan = plan;
	}

	public List<String> getEmail() {
		return this.email;
	}

	public void setEmail(List<String> email) {
		this.email = email;
	}

	public List<String> getName() {
		return this.name;
	}

	public void setName(List<String> name) {
		this.name = name;
	}

	public List<String> getUsername() {
		return this.username;
	}

	public void setUsername(List<String> username) {
		this.username = username;
	}

	public List<String> getTokenId() {
		return this.tokenId;
	}

	public void setTokenId(List<String> tokenId) {
		this.tokenId = tokenId;
	}

	public List<String> getSessionId() {
		return this.sessionId;
	}

	public void setSessionId(List<String> sessionId) {
		this.sessionId = sessionId;
	}

}
