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

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AliasFor;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.authorization.ScopeRequirement;

/**
 * A class with its superclasses and interfaces, made up at random: source for the
 * compiler, and what each operation of it needs, told without looking at any class. Most
 * operations are also tools, named after the shape and the operation.
 *
 * @author Identifiabl Contributors
 */
public final class GeneratedShape {

	/**
	 * What methods and types may declare, with what that means.
	 */
	private static final Map<String, ScopeRequirement> DECLARATIONS = declarations();

	private static final List<String> OPERATIONS = List.of("plain", "text", "inner");

	private final int number;

	private final Random random;

	private final List<Type> types = new ArrayList<>();

	private final String innerModifier;

	private GeneratedShape(int number, Random random) {
		this.number = number;
		this.random = random;
		this.innerModifier = List.of("public ", "protected ", "").get(random.nextInt(3));
	}

	private static Map<String, ScopeRequirement> declarations() {
		Map<String, ScopeRequirement> all = new LinkedHashMap<>();
		all.put("@RequireScope(\"a\")", ScopeRequirement.allOf("a"));
		all.put("@GeneratedShape.NeedsA", ScopeRequirement.allOf("a"));
		all.put("@RequireScope(\"b\")", ScopeRequirement.allOf("b"));
		all.put("@GeneratedShape.Needs(\"b\")", ScopeRequirement.allOf("b"));
		all.put("@RequireScope({ \"a\", \"b\" })", ScopeRequirement.allOf("a", "b"));
		all.put("@RequireScope(value = { \"a\", \"b\" }, match = RequireScope.Match.ANY)",
				ScopeRequirement.anyOf("a", "b"));
		all.put("@RequireScope({})", ScopeRequirement.none());
		return all;
	}

	static GeneratedShape create(int number, long seed) {
		GeneratedShape shape = new GeneratedShape(number, new Random(seed * 31 + number));
		shape.generate();
		return shape;
	}

	private void generate() {
		int interfaces = this.random.nextInt(5);
		for (int i = 0; i < interfaces; i++) {
			Type type = new Type("I" + i, true, null);
			chooseParents(type, this.types, 2);
			add(type);
		}
		List<Type> available = List.copyOf(this.types);
		int classes = 1 + this.random.nextInt(3);
		Type superclass = null;
		for (int i = 0; i < classes; i++) {
			boolean leaf = i == classes - 1;
			Type type = new Type(leaf ? "Leaf" : "C" + i, false, superclass);
			type.isAbstract = !leaf && this.random.nextBoolean();
			chooseParents(type, available, 3);
			add(type);
			superclass = type;
		}
	}

	private void chooseParents(Type type, List<Type> from, int max) {
		for (Type candidate : from) {
			if (type.interfaces.size() < max && this.random.nextBoolean()) {
				type.interfaces.add(candidate);
			}
		}
	}

	private void add(Type type) {
		boolean leaf = type.name.equals("Leaf");
		type.isGeneric = !leaf && this.random.nextInt(3) > 0 && type.parents().stream().allMatch((up) -> up.isGeneric);
		type.declaration = (this.random.nextInt(10) < (leaf ? 2 : 4)) ? declaration() : null;
		for (String operation : OPERATIONS) {
			boolean possible = !type.isInterface || !operation.equals("inner");
			if (possible && (this.random.nextInt(3) == 0 || type.hasToDeclare(operation))) {
				boolean implemented = type.isInterface ? this.random.nextBoolean()
						: !type.isAbstract || this.random.nextInt(4) > 0;
				type.operations.put(operation,
						new Operation(implemented, (this.random.nextInt(10) < 4) ? declaration() : null));
			}
		}
		this.types.add(type);
	}

	private String declaration() {
		return List.copyOf(DECLARATIONS.keySet()).get(this.random.nextInt(DECLARATIONS.size()));
	}

	private Type leaf() {
		return this.types.get(this.types.size() - 1);
	}

	String packageName() {
		return "generated.s" + this.number;
	}

	Map<String, String> sources() {
		Map<String, String> sources = new LinkedHashMap<>();
		for (Type type : this.types) {
			sources.put(packageName() + "." + type.name, source(type));
		}
		return sources;
	}

	private String source(Type type) {
		StringBuilder source = new StringBuilder("package ").append(packageName())
			.append(";\nimport io.identifiabl.authorization.RequireScope;\n")
			.append("import io.identifiabl.testapp.GeneratedShape;\n")
			.append("import org.springframework.ai.mcp.annotation.McpTool;\n");
		if (type.declaration != null) {
			source.append(type.declaration).append('\n');
		}
		source.append("public ").append(type.isAbstract ? "abstract " : "");
		source.append(type.isInterface ? "interface " : "class ").append(type.name);
		source.append(type.isGeneric ? "<T>" : "");
		if (type.superclass != null) {
			source.append(" extends ").append(type.superclass.usedIn(type));
		}
		if (!type.interfaces.isEmpty()) {
			source.append(type.isInterface ? " extends " : " implements ")
				.append(String.join(", ", type.interfaces.stream().map((up) -> up.usedIn(type)).toList()));
		}
		source.append(" {\n");
		type.operations.forEach((name, operation) -> source.append(source(type, name, operation)));
		return source.append("}\n").toString();
	}

	private String source(Type type, String name, Operation operation) {
		StringBuilder source = new StringBuilder();
		if (operation.declaration != null) {
			source.append('\t').append(operation.declaration).append('\n');
		}
		// of methods with type variables Spring AI would offer several by one name
		if (operation.implemented && !name.equals("text")) {
			source.append("\t@McpTool(name = \"").append(tool(name)).append("\")\n");
		}
		source.append('\t');
		if (type.isInterface) {
			source.append(operation.implemented ? "default " : "");
		}
		else {
			source.append(name.equals("inner") ? this.innerModifier : "public ")
				.append(operation.implemented ? "" : "abstract ");
		}
		source.append("String ").append(name).append('(');
		if (name.equals("text")) {
			source.append(type.isGeneric ? "T" : "String").append(" text");
		}
		return source.append(operation.implemented ? ") { return \"" + name + "\"; }\n" : ");\n").toString();
	}

	/**
	 * Return the name of an operation as a tool.
	 * @param operation the operation
	 * @return the name
	 */
	public String tool(String operation) {
		return "s" + this.number + "-" + operation;
	}

	/**
	 * Return the operations of the class that are tools.
	 * @return their names
	 */
	public List<String> tools() {
		return operations().stream().filter((operation) -> !operation.equals("text")).toList();
	}

	/**
	 * Return the operations of the class.
	 * @return their names
	 */
	public List<String> operations() {
		return OPERATIONS.stream()
			.filter((operation) -> leaf().all().stream().anyMatch((type) -> type.operations.containsKey(operation)))
			.toList();
	}

	/**
	 * Return what a call of an operation needs.
	 * @param operation the operation
	 * @return what it may need: nothing if it declares nothing, one requirement, or
	 * several if the declarations contradict each other
	 */
	public Set<ScopeRequirement> expected(String operation) {
		Map<Type, String> declared = new LinkedHashMap<>();
		for (Type type : leaf().all()) {
			Operation found = type.operations.get(operation);
			if (found != null && found.declaration != null) {
				declared.put(type, found.declaration);
			}
		}
		if (declared.isEmpty()) {
			declareByType(declared, operation, false);
		}
		if (declared.isEmpty()) {
			declareByType(declared, operation, true);
		}
		Set<ScopeRequirement> expected = new LinkedHashSet<>();
		declared.forEach((type, declaration) -> {
			boolean overridden = declared.keySet()
				.stream()
				.anyMatch((other) -> other != type && other.all().contains(type));
			if (!overridden) {
				expected.add(DECLARATIONS.get(declaration));
			}
		});
		return expected;
	}

	private void declareByType(Map<Type, String> declared, String operation, boolean any) {
		for (Type type : leaf().all()) {
			boolean has = type.all().stream().anyMatch((up) -> up.operations.containsKey(operation));
			if (type.declaration != null && (any || !type.isInterface || has)) {
				declared.put(type, type.declaration);
			}
		}
	}

	@Override
	public String toString() {
		return String.join("\n",
				sources().values()
					.stream()
					.map((source) -> source.replaceAll("(?m)^(import|package) .*\n", ""))
					.toList());
	}

	private record Operation(boolean implemented, @Nullable String declaration) {

	}

	private static final class Type {

		private final String name;

		private final boolean isInterface;

		private final @Nullable Type superclass;

		private final List<Type> interfaces = new ArrayList<>();

		private final Map<String, Operation> operations = new LinkedHashMap<>();

		private boolean isAbstract;

		private boolean isGeneric;

		private @Nullable String declaration;

		Type(String name, boolean isInterface, @Nullable Type superclass) {
			this.name = name;
			this.isInterface = isInterface;
			this.superclass = superclass;
		}

		List<Type> parents() {
			List<Type> parents = new ArrayList<>(this.interfaces);
			if (this.superclass != null) {
				parents.add(0, this.superclass);
			}
			return parents;
		}

		Set<Type> all() {
			Set<Type> all = new LinkedHashSet<>(List.of(this));
			parents().forEach((parent) -> all.addAll(parent.all()));
			return all;
		}

		String usedIn(Type child) {
			return this.isGeneric ? this.name + (child.isGeneric ? "<T>" : "<String>") : this.name;
		}

		// what the compiler insists on
		boolean hasToDeclare(String operation) {
			for (Type up = this.superclass; up != null; up = up.superclass) {
				Operation inherited = up.operations.get(operation);
				if (inherited != null) {
					return !inherited.implemented && !this.isAbstract;
				}
			}
			List<Type> declaring = all().stream().filter((type) -> type.operations.containsKey(operation)).toList();
			List<Type> closest = declaring.stream()
				.filter((type) -> declaring.stream().noneMatch((other) -> other != type && other.all().contains(type)))
				.toList();
			boolean implemented = closest.stream().anyMatch((type) -> type.operations.get(operation).implemented);
			boolean concrete = !this.isInterface && !this.isAbstract;
			return (closest.size() > 1 && implemented) || (concrete && !closest.isEmpty() && !implemented);
		}

	}

	/**
	 * A declaration of an application's own.
	 */
	@Retention(RetentionPolicy.RUNTIME)
	@RequireScope("a")
	public @interface NeedsA {

	}

	/**
	 * A declaration of an application's own that passes its value on.
	 */
	@Retention(RetentionPolicy.RUNTIME)
	@RequireScope({})
	public @interface Needs {

		/**
		 * The scopes.
		 * @return the scope tokens
		 */
		@AliasFor(annotation = RequireScope.class, attribute = "value")
		String[] value();

	}

}
