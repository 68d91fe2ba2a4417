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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Writes the outcome of mutation tests as a page of documentation. It is run by
 * {@code .ci/mutation} from its source, so that nothing but a JDK is needed.
 *
 * @author Identifiabl Contributors
 */
final class MutationReport {

	private static final String UNEXPLAINED = "no test notices it yet";

	private MutationReport() {
	}

	/**
	 * Write the page.
	 * @param arguments the root {@code pom.xml}, the reasons why some mutations survive, the
	 * page, the commit that was measured, and pitest's {@code mutations.xml} of each module
	 * @throws Exception if one of the files cannot be read or written
	 */
	public static void main(String[] arguments) throws Exception {
		String pom = Files.readString(Path.of(arguments[0]));
		Properties reasons = new Properties();
		try (var file = Files.newBufferedReader(Path.of(arguments[1]))) {
			reasons.load(file);
		}
		List<Mutation> mutations = new ArrayList<>();
		for (String report : List.of(arguments).subList(4, arguments.length)) {
			mutations.addAll(read(Path.of(report)));
		}
		Files.writeString(Path.of(arguments[2]), page(mutations, pom, reasons, arguments[3]));
		double threshold = Double.parseDouble(find(pom, "<mutation.threshold>([^<]+)<", "threshold"));
		double score = score(mutations);
		System.out.printf(Locale.ROOT, "%.1f %% of %d mutations were noticed, %s %% are demanded%n", score,
				mutations.size(), threshold);
		System.exit((score >= threshold) ? 0 : 1);
	}

	private static List<Mutation> read(Path report) throws Exception {
		NodeList elements = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(report.toFile())
			.getElementsByTagName("mutation");
		List<Mutation> mutations = new ArrayList<>();
		for (int i = 0; i < elements.getLength(); i++) {
			mutations.add(Mutation.of((Element) elements.item(i)));
		}
		return mutations;
	}

	private static String page(List<Mutation> mutations, String pom, Properties reasons, String commit)
			throws IOException {
		StringBuilder page = new StringBuilder();
		page.append("# Mutation testing\n\n")
			.append("Written by `.ci/mutation`, not by hand. pitest changes one thing in the byte code at a time, say a\n")
			.append("`<` into a `<=`, and runs the unit tests of the package. A mutation that no test notices survives.\n\n")
			.append("Measured at commit ")
			.append(commit)
			.append(".\n\n")
			.append("pitest ")
			.append(version(pom, "pitest-maven"))
			.append(", pitest-junit5-plugin ")
			.append(version(pom, "pitest-junit5-plugin"))
			.append(", default mutators. Fuzz tests, tests about time and public test vectors are left out.\n")
			.append("Of the packages that use Spring, those classes are measured that decide about callers and have unit tests.\n\n")
			.append("| Package | Mutations | Killed | Survived | Score |\n| --- | --: | --: | --: | --: |\n");
		appendRows(page, mutations, Mutation::packageName);
		appendRow(page, "all", mutations);
		page.append("\n| Class | Mutations | Killed | Survived | Score |\n| --- | --: | --: | --: | --: |\n");
		appendRows(page, mutations, Mutation::className);
		page.append("\n## What survives\n\n| Mutation | Why |\n| --- | --- |\n");
		appendSurvivors(page, mutations, reasons);
		return page.toString();
	}

	// a reason is good for one mutation of a method, or for as many as it says; if more
	// survive, each needs a look
	private static void appendSurvivors(StringBuilder page, List<Mutation> mutations, Properties reasons) {
		Map<String, List<Mutation>> survivors = mutations.stream()
			.filter((mutation) -> !mutation.killed())
			.collect(Collectors.groupingBy(Mutation::name, TreeMap::new, Collectors.toList()));
		survivors.forEach((name, survived) -> {
			String reason = reasons.getProperty((survived.size() == 1) ? name : name + "*" + survived.size(),
					UNEXPLAINED);
			survived
				.forEach((mutation) -> page.append("| `%s`: %s | %s |\n".formatted(name, mutation.description(), reason)));
		});
	}

	private static String version(String pom, String artifact) throws IOException {
		return find(pom, "<artifactId>" + artifact + "</artifactId>\\s*<version>([^<]+)<", "version of " + artifact);
	}

	private static String find(String pom, String pattern, String name) throws IOException {
		Matcher matcher = Pattern.compile(pattern).matcher(pom);
		if (!matcher.find()) {
			throw new IOException("no " + name);
		}
		return matcher.group(1);
	}

	private static double score(List<Mutation> mutations) {
		return 100.0 * mutations.stream().filter(Mutation::killed).count() / mutations.size();
	}

	private static void appendRows(StringBuilder page, List<Mutation> mutations, Function<Mutation, String> group) {
		Map<String, List<Mutation>> groups = mutations.stream()
			.collect(Collectors.groupingBy(group, TreeMap::new, Collectors.toList()));
		groups.forEach((name, members) -> appendRow(page, "`" + name + "`", members));
	}

	private static void appendRow(StringBuilder page, String name, List<Mutation> mutations) {
		long killed = mutations.stream().filter(Mutation::killed).count();
		page.append(String.format(Locale.ROOT, "| %s | %d | %d | %d | %.1f %% |\n", name, mutations.size(), killed,
				mutations.size() - killed, score(mutations)));
	}

	record Mutation(String mutatedClass, String method, String description, boolean killed) {

		static Mutation of(Element element) {
			String status = element.getAttribute("status").toUpperCase(Locale.ROOT);
			return new Mutation(text(element, "mutatedClass"), text(element, "mutatedMethod"),
					text(element, "description").replaceAll(" for io/identifiabl/.*", ""),
					List.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR").contains(status));
		}

		private static String text(Element element, String name) {
			return element.getElementsByTagName(name).item(0).getTextContent();
		}

		String packageName() {
			return this.mutatedClass.substring(0, this.mutatedClass.lastIndexOf('.'));
		}

		// nested classes belong to their outer class
		String className() {
			String[] names = this.mutatedClass.split("[.$]");
			String[] packages = packageName().split("\\.");
			return packages[packages.length - 1] + "." + names[packages.length];
		}

		String name() {
			return this.mutatedClass.substring(this.mutatedClass.lastIndexOf('.') + 1).replace('$', '.') + "."
					+ this.method.replaceAll("lambda\\$([^$]+)\\$\\d+", "$1");
		}

	}

}
