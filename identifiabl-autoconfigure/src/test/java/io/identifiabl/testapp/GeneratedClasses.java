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

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles generated shapes in memory, so that their bridge methods and type variables
 * are those of the real compiler. The same seed gives the same classes.
 *
 * @author Identifiabl Contributors
 */
public final class GeneratedClasses {

	private final Map<GeneratedShape, Class<?>> classes = new LinkedHashMap<>();

	private GeneratedClasses() {
	}

	/**
	 * Generate and compile shapes.
	 * @param count how many
	 * @param seed what the choices depend on
	 * @return the classes
	 */
	public static GeneratedClasses compile(int count, long seed) {
		List<GeneratedShape> shapes = new ArrayList<>();
		List<JavaFileObject> sources = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			GeneratedShape shape = GeneratedShape.create(i, seed);
			shapes.add(shape);
			shape.sources().forEach((name, source) -> sources.add(new Source(name, source)));
		}
		Loader loader = new Loader(compile(sources));
		GeneratedClasses generated = new GeneratedClasses();
		shapes.forEach((shape) -> generated.classes.put(shape, loader.load(shape.packageName() + ".Leaf")));
		return generated;
	}

	private static Map<String, byte[]> compile(List<JavaFileObject> sources) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		Map<String, Target> targets = new HashMap<>();
		StringWriter messages = new StringWriter();
		StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
		JavaFileManager files = new ForwardingJavaFileManager<>(standard) {

			@Override
			public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
					FileObject sibling) {
				return targets.computeIfAbsent(name, Target::new);
			}

		};
		if (!compiler.getTask(messages, files, null, List.of("-proc:none", "-parameters", "-nowarn"), null, sources)
			.call()) {
			throw new IllegalStateException(messages.toString());
		}
		Map<String, byte[]> classes = new HashMap<>();
		targets.forEach((name, target) -> classes.put(name, target.bytes.toByteArray()));
		return classes;
	}

	/**
	 * Return the shapes and the class that each ends in.
	 * @return the classes by shape
	 */
	public Map<GeneratedShape, Class<?>> getClasses() {
		return this.classes;
	}

	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		Source(String name, String text) {
			super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
			this.text = text;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

	private static final class Target extends SimpleJavaFileObject {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		Target(String name) {
			super(URI.create("bytes:///" + name.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
		}

		@Override
		public OutputStream openOutputStream() {
			return this.bytes;
		}

	}

	private static final class Loader extends ClassLoader {

		private final Map<String, byte[]> classes;

		Loader(Map<String, byte[]> classes) {
			super(GeneratedClasses.class.getClassLoader());
			this.classes = classes;
		}

		Class<?> load(String name) {
			try {
				return loadClass(name);
			}
			catch (ClassNotFoundException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		protected Class<?> findClass(String name) throws ClassNotFoundException {
			byte[] bytes = this.classes.get(name);
			if (bytes == null) {
				throw new ClassNotFoundException(name);
			}
			return defineClass(name, bytes, 0, bytes.length);
		}

	}

}
