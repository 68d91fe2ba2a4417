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

package io.identifiabl.testapp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Running applications that trust the issuers of token shapes: as few as possible, since
 * shapes of one issuer that need it configured in different ways cannot share one.
 *
 * @author Identifiabl Contributors
 */
public final class ShapeApplications implements AutoCloseable {

	private final List<Group> groups = new ArrayList<>();

	private final Map<TokenShape, RunningApplication> applications = new LinkedHashMap<>();

	private ShapeApplications() {
	}

	public static ShapeApplications start(Collection<TokenShape> shapes, LoopbackKeys keys) {
		ShapeApplications all = new ShapeApplications();
		shapes.forEach(all::add);
		for (Group group : all.groups) {
			RunningApplication application = RunningApplication.start(ApiApplication.class,
					group.properties(keys.getJwkSetUri()));
			group.shapes.forEach((shape) -> all.applications.put(shape, application));
		}
		return all;
	}

	private void add(TokenShape shape) {
		for (Group group : this.groups) {
			if (group.add(shape)) {
				return;
			}
		}
		Group group = new Group();
		group.add(shape);
		this.groups.add(group);
	}

	public RunningApplication get(TokenShape shape) {
		RunningApplication application = this.applications.get(shape);
		if (application == null) {
			throw new IllegalArgumentException("no application for " + shape);
		}
		return application;
	}

	@Override
	public void close() {
		new LinkedHashSet<>(this.applications.values()).forEach(RunningApplication::close);
	}

	private static final class Group {

		private final List<TokenShape> shapes = new ArrayList<>();

		private final Map<String, Issuer> issuers = new LinkedHashMap<>();

		boolean add(TokenShape shape) {
			String issuer = shape.issuer();
			if (issuer != null) {
				String key = issuer.replaceAll("/$", "");
				Issuer known = this.issuers.get(key);
				if (known != null && !known.fits(shape)) {
					return false;
				}
				this.issuers.computeIfAbsent(key, (name) -> new Issuer(issuer, shape)).add(shape);
			}
			this.shapes.add(shape);
			return true;
		}

		String[] properties(String jwkSetUri) {
			List<String> properties = new ArrayList<>(List.of("identifiabl.token.max-lifetime=366d"));
			List<Issuer> all = new ArrayList<>(this.issuers.values());
			for (int i = 0; i < all.size(); i++) {
				String prefix = "identifiabl.providers.p" + i + ".";
				properties.add(prefix + "jwk-set-uri=" + jwkSetUri);
				all.get(i).properties().forEach((property) -> properties.add(prefix + property));
			}
			return properties.toArray(String[]::new);
		}

	}

	private static final class Issuer {

		private final String issuer;

		private final TokenShape first;

		private final Set<String> audiences = new LinkedHashSet<>();

		private final Set<String> clientIds = new LinkedHashSet<>();

		private final Set<String> origins = new LinkedHashSet<>();

		Issuer(String issuer, TokenShape first) {
			this.issuer = issuer;
			this.first = first;
		}

		boolean fits(TokenShape other) {
			return this.issuer.equals(other.issuer()) && this.first.provider().equals(other.provider())
					&& this.first.options().equals(other.options()) && this.first.hasAudience() == other.hasAudience();
		}

		void add(TokenShape shape) {
			this.audiences.addAll(shape.audiences());
			this.clientIds.addAll(shape.clientIds());
			this.origins.addAll(shape.origins());
		}

		List<String> properties() {
			List<String> properties = new ArrayList<>();
			properties.add("type=" + this.first.provider().getName());
			properties.add("issuer=" + this.issuer);
			addAll("audiences", this.audiences, properties);
			addAll("allowed-client-ids", this.clientIds, properties);
			addAll("allowed-origins", this.origins, properties);
			this.first.options().forEach((option, value) -> addOption(option, value, properties));
			return properties;
		}

		private static void addOption(String option, Object value, List<String> properties) {
			switch (option) {
				case "namespace" -> properties.add("roles-namespace=" + value);
				case "groups_claim" -> properties.add("claims.groups=" + value);
				case "resource_clients" -> addAll("clients", (Collection<?>) value, properties);
				default -> throw new IllegalArgumentException(option);
			}
		}

		private static void addAll(String name, Collection<? extends @Nullable Object> values,
				List<String> properties) {
			int i = 0;
			for (Object value : values) {
				properties.add(name + "[" + i++ + "]=" + value);
			}
		}

	}

}
