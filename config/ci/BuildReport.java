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
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Prints what each part of a build took and ran, and what could not be run. It is run by
 * {@code .ci/run} from its source, so that nothing but a JDK is needed.
 *
 * @author Identifiabl Contributors
 */
final class BuildReport {

	private static final PrintStream OUT = System.out;

	// public test vectors are no part of the project: the reason says where they would be
	private static final Pattern NOT_OURS = Pattern.compile("-Didentifiabl\\.(vectors|shared)\\b");

	private final List<Part> parts;

	private final Set<String> suites;

	private final boolean skipsAllowed;

	private BuildReport(List<Part> parts, Set<String> suites, boolean skipsAllowed) {
		this.parts = parts;
		this.suites = suites;
		this.skipsAllowed = skipsAllowed;
	}

	/**
	 * Print the report, and exit with 1 if the build is not good.
	 * @param arguments the folder with a folder for each part, the minutes that all of
	 * them may take, whether skipped tests are allowed (1), and the suites that there are
	 * tests of
	 * @throws Exception if a file cannot be read
	 */
	public static void main(String[] arguments) throws Exception {
		List<Part> parts = new ArrayList<>();
		try (Stream<Path> folders = Files.list(Path.of(arguments[0]))) {
			for (Path folder : folders.sorted().toList()) {
				parts.add(Part.read(folder));
			}
		}
		Set<String> suites = new LinkedHashSet<>(List.of(arguments).subList(3, arguments.length));
		boolean good = new BuildReport(parts, suites, arguments[2].equals("1")).print(Integer.parseInt(arguments[1]));
		System.exit(good ? 0 : 1);
	}

	private boolean print(int budget) {
		OUT.printf("%n%-44s %8s %7s %7s %8s%n", "part", "minutes", "budget", "run", "skipped");
		this.parts.forEach(BuildReport::printPart);
		double minutes = this.parts.stream().mapToDouble(Part::minutes).sum();
		List<Test> tests = this.parts.stream().flatMap((part) -> part.tests().stream()).toList();
		printRow("all", minutes, budget, tests);
		List<String> faults = faults();
		List<String> skips = skips(tests);
		printList("Absent, which is no fault", absences(tests));
		printList(this.skipsAllowed ? "Not run, which ALLOW_SKIPS=1 allows" : "Not run", skips);
		printList("Failed", faults);
		long failed = count(tests, Test::isFailed);
		long skipped = count(tests, Test::isSkipped);
		OUT.printf("%n%d passed, %d failed, %d skipped%n", tests.size() - failed - skipped, failed, skipped);
		return faults.isEmpty() && (this.skipsAllowed || skips.isEmpty()) && tests.size() > skipped;
	}

	private static void printPart(Part part) {
		printRow(part.name(), part.minutes(), part.budget(), part.tests());
		Map<String, List<Test>> groups = new TreeMap<>();
		part.tests().forEach((test) -> groups.computeIfAbsent(test.group(), (group) -> new ArrayList<>()).add(test));
		if (groups.size() > 1) {
			groups.forEach((group, tests) -> printRow("  " + group,
					tests.stream().mapToDouble(Test::seconds).sum() / 60, 0, tests));
		}
	}

	private static void printRow(String name, double minutes, int budget, List<Test> tests) {
		String mark = (budget > 0 && minutes > budget) ? "  OVER BUDGET" : "";
		long skipped = count(tests, Test::isSkipped);
		OUT.println(String.format(Locale.ROOT, "%-44s %8.1f %7s %7s %8s%s", name, minutes, orNothing(budget),
				orNothing(tests.size() - skipped), orNothing(skipped), mark)
			.stripTrailing());
	}

	private static String orNothing(long number) {
		return (number != 0) ? String.valueOf(number) : "";
	}

	private static void printList(String title, List<String> lines) {
		if (!lines.isEmpty()) {
			OUT.printf("%n%s:%n", title);
			lines.forEach((line) -> OUT.println("  " + line));
		}
	}

	private List<String> faults() {
		List<String> faults = new ArrayList<>();
		for (Part part : this.parts) {
			if (part.status() != 0) {
				faults.add(part.name() + ((part.status() == Part.TIMED_OUT) ? ": stopped, since time was up"
						: " (exit code " + part.status() + ")"));
				part.errors().stream().map((error) -> "  " + error).forEach(faults::add);
			}
			part.tests().stream().filter(Test::isFailed).map((test) -> "  " + test.name()).forEach(faults::add);
		}
		return faults;
	}

	private List<String> skips(List<Test> tests) {
		List<String> skips = new ArrayList<>();
		for (Part part : this.parts) {
			if (!part.obstacle().isEmpty()) {
				skips.add(part.name() + ": " + part.obstacle());
			}
		}
		this.suites.stream()
			.filter((suite) -> tests.stream().noneMatch((test) -> test.suite().equals(suite) && !test.isSkipped()))
			.map((suite) -> "suite " + suite + ": none of its tests was run")
			.forEach(skips::add);
		Map<String, Set<String>> run = new TreeMap<>();
		tests.stream().filter((test) -> !test.isSkipped()).forEach((test) -> {
			Set<String> names = run.computeIfAbsent(test.className(), (name) -> new LinkedHashSet<>());
			names.add(test.name());
			names.add(test.method());
		});
		// what one JDK cannot do another may have done
		skips.addAll(reasons(tests, (test) -> !test.isAbsent() && !wasRun(test, run.get(test.className()))));
		return skips;
	}

	private static boolean wasRun(Test skipped, Set<String> namesOfItsClass) {
		if (namesOfItsClass == null) {
			return false;
		}
		return skipped.isWholeClass() || namesOfItsClass.contains(skipped.name())
				|| (!skipped.isInvocation() && namesOfItsClass.contains(skipped.method()));
	}

	private static List<String> absences(List<Test> tests) {
		return reasons(tests, Test::isAbsent);
	}

	private static List<String> reasons(List<Test> tests, Predicate<Test> condition) {
		Map<String, Integer> reasons = new TreeMap<>();
		tests.stream()
			.filter(Test::isSkipped)
			.filter(condition)
			.forEach((test) -> reasons.merge(test.className() + ": " + test.reason(), 1, Integer::sum));
		return reasons.entrySet().stream().map((entry) -> entry.getKey() + " (" + entry.getValue() + ")").toList();
	}

	private static long count(List<Test> tests, Predicate<Test> condition) {
		return tests.stream().filter(condition).count();
	}

	/**
	 * A part of the build.
	 *
	 * @param name its name
	 * @param seconds what it took
	 * @param budget the minutes that it may take
	 * @param status its exit code
	 * @param obstacle why it could not be run, empty if it was
	 * @param errors what its goals say that they failed at
	 * @param tests what it ran
	 */
	record Part(String name, int seconds, int budget, int status, String obstacle, List<String> errors,
			List<Test> tests) {

		// of timeout(1)
		static final int TIMED_OUT = 124;

		private static final Pattern CHECK = Pattern.compile("(ok|FAIL|skip) {2,}(\\S.*)");

		static Part read(Path folder) throws Exception {
			Properties properties = new Properties();
			try (var reader = Files.newBufferedReader(folder.resolve("part.properties"))) {
				properties.load(reader);
			}
			List<Test> tests = new ArrayList<>();
			for (Path report : find(folder)) {
				tests.addAll(Test.read(report));
			}
			// what is no test of JUnit prints a line for each check
			for (String line : lines(folder.resolve("log"))) {
				Matcher check = CHECK.matcher(line);
				if (check.matches()) {
					tests.add(Test.of(check.group(1), check.group(2).strip()));
				}
			}
			return new Part(properties.getProperty("name"), number(properties, "seconds"),
					number(properties, "budget"), number(properties, "status"), properties.getProperty("obstacle", ""),
					lines(folder.resolve("errors")), tests);
		}

		private static List<String> lines(Path file) throws IOException {
			return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()
					: List.of();
		}

		private static List<Path> find(Path folder) throws IOException {
			try (Stream<Path> files = Files.walk(folder)) {
				return files.filter((file) -> file.getFileName().toString().matches("TEST-.*\\.xml")).sorted().toList();
			}
		}

		private static int number(Properties properties, String name) {
			return Integer.parseInt(properties.getProperty(name, "0"));
		}

		double minutes() {
			return this.seconds / 60.0;
		}

	}

	/**
	 * A test.
	 *
	 * @param module the module that it is in
	 * @param suite the suite that it belongs to, empty for none
	 * @param name class and method
	 * @param seconds what it took
	 * @param isFailed whether it failed
	 * @param reason why it was skipped, {@code null} if it was not
	 */
	record Test(String module, String suite, String name, double seconds, boolean isFailed, String reason) {

		// what surefire makes of reportNameSuffix
		private static final Pattern SUITE = Pattern.compile("\\((\\w+)\\)$");

		private static final Pattern INVOCATION = Pattern.compile("\\[\\d+]");

		private static final Pattern PARAMETERS = Pattern.compile("(?<=#\\w{1,200})[({\\[].*");

		static List<Test> read(Path report) throws Exception {
			Element root = DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(report.toFile())
				.getDocumentElement();
			Matcher matcher = SUITE.matcher(root.getAttribute("name"));
			String suite = matcher.find() ? matcher.group(1) : "";
			String module = report.getParent().getParent().getParent().getFileName().toString();
			NodeList elements = root.getElementsByTagName("testcase");
			List<Test> tests = new ArrayList<>();
			for (int i = 0; i < elements.getLength(); i++) {
				tests.add(of((Element) elements.item(i), module, suite));
			}
			// what a class does before its first test counts as well
			double rest = seconds(root) - tests.stream().mapToDouble(Test::seconds).sum();
			if (!tests.isEmpty() && rest > 0) {
				tests.set(0, tests.get(0).longer(rest));
			}
			return tests;
		}

		static Test of(String outcome, String check) {
			return new Test("", "", check, 0, outcome.equals("FAIL"), outcome.equals("skip") ? "cannot be run" : null);
		}

		private static Test of(Element element, String module, String suite) {
			boolean failed = has(element, "failure") || has(element, "error");
			String reason = null;
			if (has(element, "skipped")) {
				reason = ((Element) element.getElementsByTagName("skipped").item(0)).getAttribute("message");
			}
			String className = SUITE.matcher(element.getAttribute("classname")).replaceFirst("");
			return new Test(module, suite, className + "#" + element.getAttribute("name"), seconds(element), failed,
					reason);
		}

		private static boolean has(Element element, String name) {
			return element.getElementsByTagName(name).getLength() > 0;
		}

		private static double seconds(Element element) {
			String time = element.getAttribute("time").replace(",", "");
			return time.isEmpty() ? 0 : Double.parseDouble(time);
		}

		private Test longer(double seconds) {
			return new Test(this.module, this.suite, this.name, this.seconds + seconds, this.isFailed, this.reason);
		}

		boolean isSkipped() {
			return this.reason != null;
		}

		boolean isAbsent() {
			return this.reason != null && NOT_OURS.matcher(this.reason).find();
		}

		// the name of the test is empty, or that of the class
		boolean isWholeClass() {
			String method = this.name.substring(this.name.indexOf('#') + 1);
			return method.isEmpty() || method.equals(className()) || this.name.startsWith(method + "#");
		}

		// one of the invocations of a parameterized test: method(String)[1], method{String}[1]
		boolean isInvocation() {
			return INVOCATION.matcher(this.name).find();
		}

		// class and method without parameters and number of the invocation
		String method() {
			return PARAMETERS.matcher(this.name).replaceFirst("");
		}

		String className() {
			String className = this.name.split("#", 2)[0];
			return className.substring(className.lastIndexOf('.') + 1);
		}

		String group() {
			return this.suite.isEmpty() ? "tests of " + this.module : "suite " + this.suite;
		}

	}

}
